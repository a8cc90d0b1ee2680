"""Prints the parts of a YAML text in normal form, each with the comments and blank lines before it."""

from docgen.formatter.parts import Kind, Part, block_lines, bracket_text, indented, parts
from docgen.patterns import regex
from docgen.records import record

_COMMENT = regex(r"#[^\n]*")
_TO_DASH = regex(r"(?:#[^\n]*|[^#-])*")


@record(frozen=False)
class _Level:
    """An open block mapping or list: where it was typed and where it is printed."""

    typed: int
    column: int
    is_list: bool
    fresh: bool = True
    """Nothing of it is printed yet; its first entry goes on in the line that is open."""
    awaits_value: bool = False


class Printer:
    """Prints one text."""

    def __init__(self, text: str) -> None:
        """Take a text that the reader accepts."""
        self._text = text
        self._at = 0
        """Up to where the text is printed."""
        self._lines: list[str] = []
        self._line = ""
        """The line that is open."""
        self._levels: list[_Level] = []
        self._closed: list[_Level] = []
        """Levels that ended since the last part: a comment may still belong to one of them."""

    def run(self) -> str:
        """Return the text in normal form."""
        inside: list[Part] = []
        depth = 0
        for part in parts(self._text):
            if depth or part.in_brackets:
                inside.append(part)
                depth += {Kind.SCALAR: 0, Kind.END: -1}.get(part.kind, 1)
                if not depth:
                    self._print_brackets(inside)
                    inside = []
            elif part.kind is Kind.SCALAR:
                self._print_scalar(part)
            elif part.kind is Kind.END:
                self._closed.append(self._levels.pop())
            else:
                column = self._begin(part)
                self._levels.append(_Level(part.column, column, part.kind is Kind.LIST))
        self._print_gap(self._text[self._at :].rstrip() + "\n", 0)
        self._start_line(0)
        return "\n".join(self._lines) + "\n"

    def _print_scalar(self, part: Part) -> None:
        column = self._begin(part)
        typed = self._text[part.start : part.end]
        if typed.startswith(("|", ">")):
            head, *lines = block_lines(typed, part.value)
            self._write(head)
            self._start_line(0)
            self._lines += [" " * column + line if line else "" for line in lines]
            self._at = part.start + len(typed.rstrip())
        else:
            self._write(*indented(typed, column))
            self._at = part.end

    def _print_brackets(self, inside: list[Part]) -> None:
        column = self._begin(inside[0])
        self._write(*indented(bracket_text(self._text, inside), column))
        self._at = inside[-1].end

    def _begin(self, part: Part) -> int:
        """Print up to where the part begins; return the column to which its further lines are indented."""
        gap, self._at = self._text[self._at : part.start], part.start
        if not self._levels:
            self._print_gap(gap, 0)
            self._start_line(0)
            return 0
        level = self._levels[-1]
        starts_line = part.kind in (Kind.MAPPING, Kind.LIST) and not part.in_brackets
        if level.is_list:
            before = _TO_DASH.match(gap)
            dash = before.end() if before else 0
            self._begin_entry(level, gap[:dash])
            self._write("-")
            gap, starts_line = gap[dash + 1 :], False
        elif not level.awaits_value:
            self._begin_entry(level, gap)
            level.awaits_value = True
            return level.column
        else:
            self._line += ":"
            level.awaits_value = False
        if self._print_gap(gap, level.column + 2, blanks=False) or starts_line:
            self._start_line(level.column + 2)
        return level.column + 2

    def _begin_entry(self, level: _Level, gap: str) -> None:
        """Begin the next key or dash of `level`."""
        if self._print_gap(gap, level.column, blanks=not level.fresh) or not level.fresh:
            self._start_line(level.column)
        level.fresh = False
        self._closed.clear()

    def _print_gap(self, gap: str, column: int, blanks: bool = True) -> bool:
        """Print the comments and blank lines between two parts; return whether there was a comment."""
        first, *lines = gap.split("\n")
        comment = _COMMENT.search(first)
        if comment:
            self._line += ("  " if self._line.strip() else "") + comment[0]
        commented = bool(comment)
        for line in lines[:-1]:
            if found := _COMMENT.search(line):
                self._start_line(self._comment_column(found.start(), column))
                self._line += found[0]
                commented = True
            elif blanks and not line.strip():
                self._start_line(0)
                if self._lines and self._lines[-1]:
                    self._lines.append("")
        return commented

    def _comment_column(self, typed: int, column: int) -> int:
        """Return where a comment goes that was typed at a column: to the level that it was aligned with."""
        levels = [level for level in (*self._closed, *self._levels[-1:]) if level.typed <= typed]
        best = min(levels, key=lambda level: (-level.typed, level.column), default=None)
        return max(column, best.column) if best else column

    def _start_line(self, column: int) -> None:
        if self._line.strip():
            self._lines.append(self._line.rstrip())
        self._line = " " * column

    def _write(self, first: str, *lines: str) -> None:
        if first:
            self._line += (" " if self._line.strip() else "") + first
        for line in lines:
            self._lines.append(self._line)
            self._line = line
