"""署名 and 成文日期 in all cases of 7.3.5: unsealed, sealed, issued by several organs, with a 签名章."""

from fractions import Fraction
from itertools import pairwise
from typing import Final

from docgen.document import Paragraph, Role, Run, Signature
from docgen.profiles import POINTS_PER_MM
from docgen.renderers.word.measure import points, signature_indents
from docgen.renderers.word.paragraphs import PLAIN, Beside, paragraph_xml
from docgen.renderers.word.pictures import Place, floating
from docgen.renderers.word.stylesheet import Stylesheet
from docgen.renderers.word.wordml import element, twips

_GAP: Final = 2 * POINTS_PER_MM
"""Points between two seals, which must not touch."""
_SINK: Final = Fraction(1, 4)
"""Lines that a seal's middle stands above the middle of what it presses: that lies in its lower half."""
_TOP: Final = Fraction(7, 10)
"""Lines between the text and the first seal: 7.3.5.1 wants less than one."""
_STAMP_DISTANCES: Final = (2, 1)
"""Blank lines above and below a 签名章 (7.3.5.3)."""
_STAMP_GAP: Final = 2
"""Characters between the office and the 签名章."""


def signature_xml(signature: Signature, sheet: Stylesheet, width: int) -> str:
    """Return the signature; `width` is that of the type area, in twips."""
    area = Fraction(width, 20)
    match signature.date.role:
        case Role.SEALED_DATE:
            return _Sealed(signature, sheet, area).xml()
        case Role.STAMP_DATE:
            return _stamped(signature, sheet, area)
    issuer, date = signature_indents(signature, sheet, width)
    issuers = (paragraph_xml(each, sheet, Beside(indent=issuer)) for each in signature.issuers)
    return "".join(issuers) + paragraph_xml(signature.date, sheet, Beside(indent=date))


class _Sealed:
    """Organs and date below their seals: every length in points, across from the left of the type area."""

    def __init__(self, signature: Signature, sheet: Stylesheet, area: Fraction) -> None:
        self._signature = signature
        self._sheet = sheet
        self._area = area
        self._pitch = sheet.spacing(Role.SEALED_DATE.value).line
        self._seal = self._diameter()
        self._middle = self._date_middle()
        self._columns = self._fitting_columns()

    def xml(self) -> str:
        """Return the rows of organs and the date."""
        issuers, across = self._signature.issuers, len(self._columns)
        rows = [issuers[first : first + across] for first in range(0, len(issuers), across)]
        distances = self._distances(len(rows))
        written = map(self._row, rows, distances)
        date = Beside(indent=self._centred(), drawings=self._seals(rows, distances))
        return "".join(written) + paragraph_xml(self._signature.date, self._sheet, date)

    # -- down the page --------------------------------------------------------------------------------------

    def _diameter(self) -> Fraction:
        """Return the seal's height: of its picture, or of the room that the style leaves for one."""
        if self._signature.pictures:
            return max(picture.height for picture in self._signature.pictures) * POINTS_PER_MM
        room = self._sheet.spacing(Role.SEALED_ISSUER.value).before
        return 2 * (room + self._middle_of(last=True) - _TOP * self._pitch)

    def _middle_of(self, *, last: bool) -> Fraction:
        """Return how far a seal's middle lies below its organ's edge: the last one presses the date, too."""
        return ((1 if last else Fraction(1, 2)) - _SINK) * self._pitch

    def _distances(self, rows: int) -> list[Fraction]:
        """Return what stands above each row of organs."""
        middles = [self._middle_of(last=row == rows - 1) for row in range(rows)]
        first = self._seal / 2 + _TOP * self._pitch - middles[0]
        apart = self._seal + _GAP - self._pitch
        return [first, *(max(apart + upper - lower, Fraction(0)) for upper, lower in pairwise(middles))]

    # -- across the page ------------------------------------------------------------------------------------

    def _date_middle(self) -> Fraction:
        """Return the middle of the date: 7.3.5.1 centres the organ on it, and so the seal."""
        date = points(self._signature.date.text, self._sheet.typeface(Role.SEALED_DATE))
        middle = self._area - self._sheet.indents(Role.SEALED_DATE).right - date / 2
        return min(middle, self._area - max(self._wide(self._signature.issuers[-1]), date) / 2)

    def _fitting_columns(self) -> tuple[Fraction, ...]:
        """Return the middles of the columns: two where organs and seals have room side by side, or one."""
        left, right = self._area - self._middle, self._middle
        widths = [max(self._wide(issuer), self._seal) for issuer in self._signature.issuers]
        apart = max((sum(pair) / 2 for pair in zip(widths[::2], widths[1::2], strict=False)), default=None)
        if apart and right - left >= apart + _GAP and left >= max(widths[::2]) / 2:
            return (left, right)
        return (right,)

    def _wide(self, issuer: Paragraph) -> Fraction:
        return points(issuer.text, self._sheet.typeface(Role.SEALED_ISSUER))

    def _centred(self) -> str:
        """Return `w:ind` of what is centred on the date: so the two agree, however wide a program sets it."""
        aside = twips(2 * self._middle - self._area)
        sides = {"left": max(0, aside), "right": max(0, -aside)}
        return element("ind", **{f"{side}Chars": 0 for side in sides} | sides) + element("jc", val="center")

    # -- in writing -----------------------------------------------------------------------------------------

    def _row(self, row: tuple[Paragraph, ...], before: Fraction) -> str:
        styled = twips(self._sheet.spacing(Role.SEALED_ISSUER.value).before) == twips(before)
        spacing = "" if styled else element("spacing", before=twips(before))
        if len(row) == 1:
            return paragraph_xml(row[0], self._sheet, Beside(spacing=spacing, indent=self._centred()))
        stops = (element("tab", val="center", pos=twips(column)) for column in self._columns)
        runs = tuple(run for issuer in row for run in (Run("\t"), *issuer.runs))
        beside = Beside(tabs=element("tabs", *stops), spacing=spacing, indent=element("jc", val="left"))
        return paragraph_xml(Paragraph(Role.SEALED_ISSUER, runs), self._sheet, beside)

    def _seals(self, rows: list[tuple[Paragraph, ...]], distances: list[Fraction]) -> str:
        """Return the pictures, all tied to the date: programs count unlike where a distance stands above."""
        places: list[tuple[Fraction, Fraction]] = []
        top = -self._pitch
        for row, distance in zip(reversed(rows), reversed(distances), strict=True):
            middle = top + self._middle_of(last=row is rows[-1])
            places[:0] = [(across, middle) for across in self._columns[-len(row) :]]
            top -= distance + self._pitch
        pictures = zip(self._signature.pictures, places, strict=False)
        return "".join(
            floating(picture, Place(number, *place)) for number, (picture, place) in enumerate(pictures)
        )


def _stamped(signature: Signature, sheet: Stylesheet, area: Fraction) -> str:
    """Return the office and the date around a 签名章; without a picture the styles leave room for one."""
    title, date = PLAIN, PLAIN
    if signature.pictures:
        stamp = signature.pictures[0]
        width, height = stamp.width * POINTS_PER_MM, stamp.height * POINTS_PER_MM
        pitch, size = sheet.spacing(Role.STAMP_DATE.value).line, sheet.typeface(Role.STAMP_TITLE).size
        right = sheet.indents(Role.STAMP_DATE).right
        above, below = (lines * pitch + (height - pitch) / 2 for lines in _STAMP_DISTANCES)
        indent = element("ind", rightChars=0, right=twips(right + width + _STAMP_GAP * size))
        title = Beside(spacing=element("spacing", before=twips(above), after=twips(below)), indent=indent)
        date = Beside(drawings=floating(stamp, Place(0, area - right - width / 2, -below - pitch / 2)))
    offices = "".join(paragraph_xml(office, sheet, title) for office in signature.issuers)
    return offices + paragraph_xml(signature.date, sheet, date)
