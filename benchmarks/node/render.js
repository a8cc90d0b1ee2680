// Fills a template with each of the notices on standard input and prints the seconds that took.
// node render.js ENGINE TEMPLATE COUNT [OUT]
'use strict';
const fs = require('fs');
const [, , engine, path, count, out] = process.argv;
const template = fs.readFileSync(path);
const notices = JSON.parse(fs.readFileSync(0, 'utf8'));

function renderer() {
  if (engine === 'docxtemplater') {
    const PizZip = require('pizzip');
    const Docxtemplater = require('docxtemplater');
    return (data) => {
      const document = new Docxtemplater(new PizZip(template), { paragraphLoop: true, linebreaks: true });
      document.render(data);
      return document.getZip().generate({ type: 'nodebuffer', compression: 'DEFLATE' });
    };
  }
  const { TemplateHandler } = require('easy-template-x');
  const handler = new TemplateHandler();
  return (data) => handler.process(template, data);
}

(async () => {
  const render = renderer();
  for (let i = 0; i < 20; i += 1) await render(notices[i % notices.length]);
  const start = process.hrtime.bigint();
  let last;
  for (let i = 0; i < Number(count); i += 1) last = await render(notices[i % notices.length]);
  console.log(Number(process.hrtime.bigint() - start) / 1e9);
  if (out) fs.writeFileSync(out, last);
})();
