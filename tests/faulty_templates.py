"""The real Word template with faults planted in it, by editing its XML."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from docgen.renderers.ooxml import read_parts, write_parts
from docgen.renderers.word.wordml import NAMESPACE
from tests.word_samples import TEMPLATE

_BODY = (
    '<w:p><w:pPr><w:pStyle w:val="GWBody"/></w:pPr>'
    '<w:r><w:t xml:space="preserve">{{p body }}</w:t></w:r></w:p>'
)
_END = "<w:sectPr>"
_BOX = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    '<mc:Choice Requires="wps"><w:drawing><wp:inline '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" '
    'distL="0" distR="0"><wp:extent cx="1800000" cy="360000"/><wp:docPr id="9" name="框"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri='
    '"http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
    '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="360000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
    "<wps:txbx><w:txbxContent>{box}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>"
    "</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape "
    'xmlns:v="urn:schemas-microsoft-com:vml" style="width:142pt;height:28pt"><v:textbox>'
    "<w:txbxContent>{box}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


class Plant(NamedTuple):
    """A fault: what is changed in the template, and what is to be said of it."""

    name: str
    edits: tuple[tuple[str, str, str], ...]
    """Part, words there, words in their place."""
    ids: tuple[str, ...]
    told: str
    """Words of the Chinese message."""
    repair: str = ""
    """Words of the Chinese hint."""


def run(text: str, properties: str = "") -> str:
    """Return a run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def line(*runs: str, style: str = "GWTag") -> str:
    """Return a paragraph of runs; plain words become one."""
    content = "".join(each if each.startswith("<") else run(each) for each in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def rows(*cells: Sequence[str]) -> str:
    """Return a table; every cell is one paragraph or more."""
    cell = '<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{}</w:tc>'
    grid = '<w:gridCol w:w="2000"/>' * max(map(len, cells))
    lines = "".join(f"<w:tr>{''.join(map(cell.format, row))}</w:tr>" for row in cells)
    properties = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl><w:p/>"


def box(words: str) -> str:
    """Return a paragraph with a text box, stored twice as Word does."""
    return line(_BOX.format(box=line(words)))


def planted(edits: Iterable[tuple[str, str, str]], template: bytes = TEMPLATE) -> bytes:
    """Return the template with every edit made once; a part that is not there is created."""
    parts = read_parts(template)
    for part, old, new in edits:
        text = parts.get(part, old.encode()).decode()
        assert old in text, (part, old)
        parts[part] = text.replace(old, new, 1).encode()
    return write_parts(parts)


def at_end(xml: str) -> tuple[tuple[str, str, str], ...]:
    """Return the edit that adds blocks at the end of the main text."""
    return (("word/document.xml", _END, f"{xml}{_END}"),)


def in_footer(xml: str) -> tuple[tuple[str, str, str], ...]:
    """Return the edit that adds blocks to the footer, where words may stand beside tags."""
    return (("word/footer1.xml", "</w:ftr>", f"{xml}</w:ftr>"),)


def story(kind: str, words: str) -> str:
    """Return a part of footnotes or endnotes with one note."""
    name = kind.removesuffix("s")
    return f'<w:{kind} xmlns:w="{NAMESPACE}"><w:{name} w:id="2">{line(words)}</w:{name}></w:{kind}>'


def _typed(name: str, words: str, ids: str, told: str, repair: str = "") -> Plant:
    return Plant(name, in_footer(line(words)), tuple(ids.split()), told, repair)


def _main(name: str, words: str, ids: str, told: str, repair: str = "") -> Plant:
    return Plant(name, at_end(line(words)), tuple(ids.split()), told, repair)


PLANTS = (
    _typed("endif", "{%p endif %}", "tag-without-if", "没有与它成对的 if", ""),
    _typed("stray", "number }}", "stray-braces", "多出一个 }}", "{{"),
    _typed(
        "full-width braces",
        "｛｛ number ｝｝",
        "full-width-tag",
        "“｛｛ number ｝｝”用了全角字符",
        "{{ number }}",
    ),
    _typed("half full-width", "{{ number ｝}", "full-width-tag", "全角", "{{ number }}"),
    _typed("full-width letters", "{{ ｎｕｍｂｅｒ }}", "full-width-tag", "全角", "{{ number }}"),
    _typed(
        "full-width percent",
        "｛％p if note ％｝{# #}",
        "full-width-tag tag-not-alone if-without-endif",
        "全角",
    ),
    _typed("spaced braces", "{ { number } }", "spaced-braces", "空格", "{{ number }}"),
    _typed("single braces", "{number}", "single-braces", "一层括号", "{{ number }}"),
    _typed("unlike braces", "{{ number %}", "unlike-braces", "不成对", "{{ number }}"),
    _typed("hidden character", "{{ num\u200bber }}", "hidden-character-in-tag", "看不见", "{{ number }}"),
    _typed("dash", "{{- number -}}", "dash-in-tag", "减号", "{{ number }}"),
    _typed("prefix", "{%  p if note %}", "misspelt-prefix if-without-endif", "紧跟 p", "{%p if note %}"),
    _typed("curly quotes", "{{ number|default(“无”) }}", "curly-quotes-in-tag", "弯引号", 'default("无")'),
    _typed("broken curly quotes", "{{ number|default(“无') }}", "curly-quotes-in-tag", "弯引号", "Ctrl+Z"),
    _typed("unclosed", "{{ number", "unclosed-tag", "少了 }}", "补上 }}"),
    _typed("unknown name", "{{ nummer }}", "unknown-tag", "最接近的是 number（发文字号）", "{{ number }}"),
    _typed("Chinese name", "{{ 发文号 }}", "unknown-tag", "最接近的是 number（发文字号）", "{{ number }}"),
    _typed("nested name", "{{ notice.number }}", "unknown-tag", "notice.number", "{{ number }}"),
    _typed("name below a name", "{{ number.text }}", "unknown-tag", "number.text", "{{ number }}"),
    _typed("name in a condition", "{% if not %}{% endif %}", "faulty-tag", "读不懂", "{% if number %}"),
    _typed("unknown filter", "{{ number|uper }}", "unknown-filter", "“uper”", "trim"),
    _typed("unknown statement", "{% fi number %}", "unknown-statement", "“fi”", "{% if number %}"),
    _typed("loop", "{% include 'x' %}", "unknown-statement", "“include”", ""),
    _typed("syntax", "{{ number number }}", "faulty-tag", "{{ number number }}", "{{ number }}"),
    _typed("class", "{{ ''.__class__ }}", "forbidden-in-tag", "__class__", ""),
    _typed("call", "{{ number() }}", "forbidden-in-tag", "调用", "{{ number }}"),
    _typed("arithmetic", "{{ 1/0 }}", "forbidden-in-tag", "计算", ""),
    _typed("test", "{% if number is defined %}{% endif %}", "forbidden-in-tag", "is", ""),
    _typed("words for a paragraph", "{{p number }}", "wrong-kind-of-tag", "前面不加 p", "{{ number }}"),
    _typed("run tag", "{{r number }}", "wrong-kind-of-tag", "不能用在这里", "{{ number }}"),
    _typed("two tags", "{%p if note %}{%p endif %}", "two-tags-in-paragraph", "两个占整段的标签", "分成两段"),
    _typed(
        "not alone", "附注{%p if note %}", "tag-not-alone if-without-endif", "其他文字会丢失", "单独占一段"
    ),
    _typed(
        "row tag in text", "{%tr if note %}", "tag-outside-table if-without-endif", "表格", "{%p if note %}"
    ),
    _typed(
        "cell tag in text", "{%tc if note %}", "tag-outside-table if-without-endif", "表格", "{%p if note %}"
    ),
    Plant(
        "cell not alone",
        in_footer(rows([line("甲{%tc if note %}"), line("乙"), line("{%tc endif %}"), line("丙")])),
        ("tag-not-alone",),
        "换掉整格",
        "单独占一格",
    ),
    _main("repeated", "{{p title }}", "repeated-tag", "印两遍", "删去"),
    _main("words beside", "联系人：甲", "words-beside-tags", "“联系人：甲”", "YAML"),
    Plant(
        "wrong style",
        (("word/document.xml", 'w:val="GWAddressees"', 'w:val="GWBody"'),),
        ("wrong-style",),
        "样式是“公文正文”",
        "“主送机关”",
    ),
    Plant(
        "across paragraphs",
        in_footer(line("{{ num") + line("ber }}")),
        ("tag-across-paragraphs",),
        "到下一段才结束",
        "{{ number }}",
    ),
    Plant(
        "across cells",
        in_footer(rows([line("{{ num"), line("ber }}")])),
        ("tag-across-cells",),
        "到下一个单元格才结束",
        "{{ number }}",
    ),
    Plant(
        "across a link",
        in_footer(line(run("{{ num"), f'<w:hyperlink w:anchor="甲">{run("ber }}")}</w:hyperlink>')),
        ("tag-across-link",),
        "超链接",
        "{{ number }}",
    ),
    Plant(
        "inserted",
        in_footer(line(f'<w:ins w:id="90" w:author="甲">{run("{{ number }}")}</w:ins>')),
        ("tag-in-tracked-change",),
        "修订",
        "审阅",
    ),
    Plant(
        "deleted",
        at_end(line('<w:del w:id="91" w:author="甲"><w:r><w:delText>{{ nummer }}</w:delText></w:r></w:del>')),
        ("tag-in-tracked-change",),
        "{{ nummer }}",
        "审阅",
    ),
    Plant(
        "unlike ifs",
        at_end(line("{%p if note %}") + line("{% endif %}")),
        ("unlike-if-tags",),
        "种类不同",
        "{%p endif %}",
    ),
    Plant(
        "if across paragraphs",
        at_end(line("{% if note %}") + line("{% endif %}")),
        ("if-across-paragraphs",),
        "不在同一段",
        "{%p if note %}",
    ),
    Plant(
        "if across cells",
        in_footer(rows([line("{%p if note %}") + line(""), line("{%p endif %}") + line("")])),
        ("if-across-cells",),
        "不在同一个单元格",
        "{%tr if … %}",
    ),
    Plant(
        "row not alone",
        in_footer(
            rows(
                [line("{%tr if note %}"), line("{# #}甲")],
                [line(""), line("")],
                [line("{%tr endif %}"), line("")],
                [line(""), line("")],
            )
        ),
        ("tag-not-alone",),
        "整行",
        "单独占一行",
    ),
    Plant(
        "empty cell",
        in_footer(rows([line("{%p if note %}") + line("") + line("{%p endif %}")])),
        ("nothing-left",),
        "什么也不剩",
        "空段",
    ),
    Plant(
        "two elses",
        in_footer(line("{% if note %}{% else %}{% else %}{% endif %}")),
        ("tag-after-else",),
        "else 后面",
        "",
    ),
    Plant(
        "endless if",
        at_end(line("{%p if note %}")),
        ("if-without-endif",),
        "没有与它成对的 endif",
        "{%p endif %}",
    ),
    Plant(
        "table",
        at_end(rows([line("甲")])),
        ("table-beside-tags",),
        "画在模板正文里的表格",
        "删去这张表格",
    ),
    Plant(
        "empty paragraph",
        at_end(line("", style="GWBody")),
        ("empty-paragraph",),
        "样式却是“公文正文”",
        "段前、段后",
    ),
    Plant(
        "unguarded",
        (("word/document.xml", "{%p if note %}", "{%p if body %}"),),
        ("unguarded-tag",),
        "没有附注的通知",
        "{%p if note %}",
    ),
    Plant(
        "comment",
        at_end(line('<w:r><w:commentReference w:id="7"/></w:r>')),
        ("comment-in-template",),
        "1 条批注",
        "删除",
    ),
    Plant("text box", at_end(box("{{ nummer }}")), ("unknown-tag",), "文本框“{{ nummer }}”", "{{ number }}"),
    Plant(
        "body in a text box",
        at_end(box("{{p title }}")),
        ("misplaced-tag",),
        "文本框“{{p title }}”",
        "移到正文",
    ),
    Plant(
        "in a table",
        at_end(rows([line("{{ note }}", style="GWNote") + line("")])),
        ("misplaced-tag", "repeated-tag", "unguarded-tag"),
        "不能写在表格里",
        "移到正文",
    ),
    Plant(
        "alternative text",
        at_end(box("").replace('name="框"', 'name="框" descr="{{ number }}"')),
        ("tag-not-filled-here",),
        "图形的替代文字或域代码里有标签“{{ number }}”",
        "删去",
    ),
    Plant("footer", (("word/footer1.xml", "— ", "{{ page }}— "),), ("unknown-tag",), "页脚“{{ page }}", ""),
    Plant(
        "body in a footer",
        (("word/footer2.xml", "</w:ftr>", f"{line('{{p mark }}')}</w:ftr>"),),
        ("misplaced-tag",),
        "页脚",
        "移到正文",
    ),
    Plant(
        "footnote",
        (("word/footnotes.xml", "", story("footnotes", "{{ nummer }}")),),
        ("unknown-tag",),
        "脚注“{{ nummer }}”",
        "",
    ),
    Plant(
        "endnote",
        (("word/endnotes.xml", "", story("endnotes", "{{ number }}")),),
        ("tag-not-filled-here",),
        "尾注",
        "",
    ),
    Plant(
        "properties",
        (("docProps/core.xml", "<dc:title>", "<dc:title>{{ number }}"),),
        ("tag-not-filled-here",),
        "文件属性",
        "删去",
    ),
    Plant(
        "missing body",
        (("word/document.xml", _BODY, ""),),
        ("missing-tag",),
        "没有 {{p body }}",
        "后面另起一段写 {{p body }}",
    ),
    Plant(
        "words of a paragraph",
        (("word/document.xml", "{{p signature }}", "{{ signature }}"),),
        ("wrong-kind-of-tag",),
        "{{ signature }}",
        "{{p signature }}",
    ),
    Plant(
        "out of order",
        (
            ("word/document.xml", "{{p title }}", "{{p here }}"),
            ("word/document.xml", "{{p attachments }}", "{{p title }}"),
            ("word/document.xml", "{{p here }}", "{{p attachments }}"),
        ),
        ("tag-out-of-order", "tag-out-of-order"),
        "标签“{{p title }}”的位置不对，应当在“{{ number }}”后面",
        "顺序",
    ),
    Plant(
        "missing style",
        (("word/styles.xml", 'w:name w:val="附件标题"', 'w:name w:val="附件标题1"'),),
        ("missing-style",),
        "最接近的是“附件标题1”",
        "改名为“附件标题”",
    ),
)
"""Each fault; every one can stand alone in the template."""

TOGETHER = tuple(
    plant for plant in PLANTS if plant.name not in ("out of order", "empty cell", "unguarded", "in a table")
)
"""Faults that one template can have: what conditions leave is not judged before they are paired."""
