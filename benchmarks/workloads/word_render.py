"""A thousand Word notices from one template: the rendering alone, in memory."""

import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import content
import rivals
from dialects import CURLY, DOCXTPL, template
from harness import Comparison, Goal, Side
from proof import require_text

from docgen.renderers.deflating import simd
from docgen.renderers.ooxml import Packed, join
from docgen.renderers.word.compiled.environment import environment
from docgen.renderers.word.compiled.template import CompiledTemplate

COUNT = 1000
_NAIVE_SHARE = 0.1


def comparisons(folder: Path) -> Iterator[Comparison]:
    """Yield the comparison with docxtpl, the engines for node and the floor."""
    notices = content.Notices(content.project(folder / "project", 100))
    data = [content.plain(document) for document in notices.documents()]
    tagged = template(DOCXTPL)
    path = folder / "docxtpl.docx"
    path.write_bytes(tagged)
    compiled = CompiledTemplate(tagged)
    assert compiled.directly(data[0])

    def ours(number: int) -> bytes:
        return compiled.render(data[number])

    def naive(number: int) -> bytes:
        return rivals.naive(path, data[number])

    fastest = simd()
    sides = [
        Side("docgen", _loop(ours, COUNT)),
        Side("docxtpl", _loop(naive, int(COUNT * _NAIVE_SHARE)), _NAIVE_SHARE),
        Side("zlib-6 floor", _loop(_floor(compiled, data), COUNT)),
    ]
    goals = [Goal("docxtpl", 22)]
    require_text(ours(7), content.text_of(data[7]))
    require_text(naive(7), content.text_of(data[7]))
    if fastest:

        def quick(number: int) -> bytes:
            return compiled.fill(data[number]).packed(fastest)

        require_text(quick(7), content.text_of(data[7]))
        yield Comparison(
            "1,000 notices, render only, deflated by isal",
            [Side("docgen with isal", _loop(quick, COUNT)), sides[1]],
            [Goal("docxtpl", 60)],
        )
    modules = rivals.node_modules(folder)
    for engine, goal in zip(rivals.ENGINES, (11, 7), strict=True) if modules else ():
        its_template, out = folder / f"{engine}.docx", folder / f"{engine}-out.docx"
        its_template.write_bytes(template(CURLY))
        rivals.by_node(engine, its_template, data, (modules, 8, out))
        require_text(out.read_bytes(), content.text_of(data[7]))
        sides.append(Side(engine, _node(engine, its_template, data, modules), _NAIVE_SHARE))
        goals.append(Goal(engine, goal))
    goals.append(Goal("zlib-6 floor", 1 / 2.2))
    yield Comparison("1,000 notices, render only", sides, goals)


def _node(engine: str, path: Path, data: list[dict[str, Any]], modules: Path) -> Callable[[], float]:
    count = int(COUNT * _NAIVE_SHARE)
    return lambda: rivals.by_node(engine, path, data, (modules, count, None))


def _loop(render: Callable[[int], bytes], count: int) -> Callable[[], None]:
    def work() -> None:
        for number in range(count):
            render(number % 100)

    return work


def _floor(compiled: CompiledTemplate, data: list[dict[str, Any]]) -> Callable[[int], bytes]:
    """Return what no engine can go below: Jinja's own rendering, zlib, and the ready parts around it."""
    (story,) = compiled.recipe.stories
    filled = [compiled.fill(each) for each in data]
    ready = [part for part in compiled.recipe.parts.values() if part.name != story.name]
    jinja = environment().from_string(story.source)

    def floor(number: int) -> bytes:
        xml = (story.before + jinja.render(data[number]) + story.after).encode()
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        packed = packer.compress(xml) + packer.flush()
        return join([*ready, Packed(story.name, packed, zlib.crc32(xml), len(xml))])

    assert floor(7) == filled[7].packed()
    return floor
