"""A Word template as its tags see it: read once, then asked for its faults."""

from collections.abc import Collection, Iterator, Mapping
from itertools import groupby
from typing import Self

from docgen.document import Document
from docgen.records import record
from docgen.renderers.word.stylesheet import Stylesheet
from docgen.renderers.word.template_faults.conditions import unpaired
from docgen.renderers.word.template_faults.coverage import faults_of_all, left_out, missing
from docgen.renderers.word.template_faults.emptied import emptied
from docgen.renderers.word.template_faults.expressions import faults_in
from docgen.renderers.word.template_faults.fault import Fault
from docgen.renderers.word.template_faults.lexer import Lexer
from docgen.renderers.word.template_faults.lines import Line, read_lines
from docgen.renderers.word.template_faults.main_text import faults_of_main_text, idle, idle_tables, unguarded
from docgen.renderers.word.template_faults.needed_styles import missing_styles, needed_styles, used_styles
from docgen.renderers.word.template_faults.reading import printed_names
from docgen.renderers.word.template_faults.story import Story
from docgen.renderers.word.template_faults.surroundings import deleted_tags, faults_around
from docgen.renderers.word.template_faults.tag import Tag
from docgen.renderers.word.template_faults.unfilled import commented, unfilled


@record
class Survey:
    """The paragraphs and tags of a template."""

    parts: Mapping[str, bytes]
    lines: tuple[Line, ...]
    stories: tuple[tuple[Tag, ...], ...]
    """The tags of the main text, of each header and footer, and of the footnotes."""
    typing: tuple[Fault, ...]
    """The faults in how the tags are typed."""

    @classmethod
    def of(cls, parts: Mapping[str, bytes]) -> Self:
        """Read a template; raise DocgenError when a part of it is damaged."""
        lines = read_lines(parts)
        lexers: list[Lexer] = []
        for _, story in groupby(lines, key=lambda line: line.part):
            lexers.append(Lexer())
            lexers[-1].read(story)
        stories = tuple(tuple(lexer.tags) for lexer in lexers)
        return cls(parts, lines, stories, tuple(fault for lexer in lexers for fault in lexer.faults))

    @property
    def tags(self) -> tuple[Tag, ...]:
        """All tags, in the order of the paragraphs."""
        return tuple(tag for story in self.stories for tag in story)

    @property
    def printed(self) -> frozenset[str]:
        """The names that some tag prints."""
        return frozenset(name for tag in self.tags for name in printed_names(tag))

    def faults(self, document: Document | None = None) -> tuple[Fault, ...]:
        """Return every fault by place; with a document, what that document does not need is none."""
        styles = self.parts["word/styles.xml"]
        if document is None:
            of_styles = missing_styles(styles, needed_styles(self.printed))
            found = (*self.own_faults(), *of_styles, *left_out(self.tags))
        else:
            found = (*self.own_faults(), *missing_styles(styles, used_styles(document)))
        return tuple(sorted(dict.fromkeys(found), key=lambda fault: fault.line))

    def own_faults(self) -> tuple[Fault, ...]:
        """Return the faults that the template has whatever notice it is for."""
        return (*self.typing, *self._faults())

    def missing(self, names: Collection[str]) -> tuple[Fault, ...]:
        """Return a fault for each of `names` that no tag prints."""
        return tuple(missing(self.tags, names))

    def _faults(self) -> Iterator[Fault]:
        for story in filter(None, self.stories):
            for tag in story:
                yield from faults_in(tag)
            yield from faults_around(story)
            if wrong := unpaired(story):
                yield from wrong
            else:
                lines = [line for line in self.lines if line.part == story[0].at.line.part]
                whole = Story(lines, story)
                yield from emptied(whole)
                yield from unguarded(whole)
        yield from faults_of_all(self.tags)
        yield from self._faults_of_main_text()
        yield from deleted_tags(self.lines)
        yield from unfilled(self.parts, self.lines)
        yield from commented(self.lines)

    def _faults_of_main_text(self) -> Iterator[Fault]:
        tables = list(idle_tables(self.lines, self.tags))
        told = {fault.line for fault in self.typing} | {line.number for own in tables for line in own}
        rest = [line for line in self.lines if line.number not in told]
        yield from (idle(own[0]) for own in tables)
        yield from faults_of_main_text(rest, self.tags, Stylesheet(self.parts["word/styles.xml"]))
