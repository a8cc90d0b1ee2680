"""What every rule looks at, and how it measures lines."""

from fractions import Fraction

from docgen.inspector.content import Content, Line
from docgen.inspector.elements import Anatomy
from docgen.profiles import Profile
from docgen.records import record
from docgen.renderers.word.measure import points
from docgen.renderers.word.stylesheet import Typeface


@record
class Subject:
    """One file and the rules it is measured against."""

    anatomy: Anatomy
    profile: Profile

    @property
    def content(self) -> Content:
        """The lines and pages."""
        return self.anatomy.content

    def number(self, rule: str) -> Fraction:
        """Return the value of a rule in its own unit."""
        return self.profile.rules[rule].number

    def width(self, line: Line) -> Fraction:
        """Return the points between the margins of the page a line stands on."""
        return self.content.section(line).text_width

    def start(self, line: Line) -> Fraction:
        """Return how far from the left margin the first word stands, typed blanks included, in points."""
        size, text = line.face.size, line.text
        blanks = text[: len(text) - len(text.lstrip())]
        place = line.layout.left + line.layout.first
        for blank in blanks:
            place = self._after_tab(line, place) if blank == "\t" else place + size * _width(blank, line)
        if line.layout.align in ("left", "both"):
            return place
        room = self.width(line) - line.layout.left - line.layout.right - _extent(line.text, line)
        rest = max(room, Fraction(0))
        return place + (rest if line.layout.align == "right" else rest / 2)

    def end(self, line: Line) -> Fraction:
        """Return how far from the right margin the last word ends, typed blanks included, in points."""
        if line.layout.align == "right":
            text = line.text
            blanks = (_width(blank, line) for blank in text[len(text.rstrip()) :])
            return line.layout.right + sum(blanks, Fraction(0)) * line.face.size
        return self.width(line) - self.start(line) - extent(line)

    def overflows(self, line: Line) -> bool:
        """Return whether a line goes on below its own start; on pages of the wrong width nobody can tell."""
        reach = self.start(line) + extent(line) + line.layout.right
        return self.has_its_width(line) and reach > self.width(line)

    def has_its_width(self, line: Line) -> bool:
        """Return whether the type area is as wide as it should be; else all that lies across it is off."""
        off = abs(self.width(line) - self.profile.points("area.width"))
        return off <= self.profile.points("margin.tolerance")

    def _after_tab(self, line: Line, place: Fraction) -> Fraction:
        stops = (stop for stop, _ in line.layout.tabs if stop > place)
        return next(stops, (place // self.content.tab + 1) * self.content.tab)


def extent(line: Line, count: int | None = None) -> Fraction:
    """Return the width of the words of a line, or of the first `count` characters of them, in points."""
    return _extent(line.words[:count], line)


def _extent(text: str, line: Line) -> Fraction:
    return points(text.replace("\t", "  "), Typeface(line.face.size, line.face.spacing))


def _width(blank: str, line: Line) -> Fraction:
    if blank == "\u3000":
        return Fraction(1)
    return Fraction(1, 4) if line.face.latin.startswith("Times") else Fraction(1, 2)
