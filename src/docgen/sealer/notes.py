"""What a build says of a notice that is out."""

from collections.abc import Mapping

from docgen import __version__
from docgen.diagnostics import Words
from docgen.sealer.record import SealedNotice, digest, parts_digest


def stale_note(
    notice: SealedNotice, files: Mapping[str, bytes], year: int, *, same_words: bool
) -> Words | None:
    """Return a warning where `files`, as built now, are not the sealed ones; None where all are."""
    name = notice.number or notice.title
    if not same_words:
        return Words(
            f"“{notice.program}”（{name}）已经封存，现在印出的内容与封存时不同；"
            f"要更正，运行 docgen correct {year} {notice.program}",
            f"{notice.program} ({name}) is sealed and would now print other words: "
            f"to correct it, run docgen correct {year} {notice.program}",
        )
    then = {each.file: each for each in notice.outputs}
    for file, data in files.items():
        sealed = then.get(file)
        if sealed and digest(data) != sealed.sha256 and parts_digest(data) != sealed.parts:
            zh, en = (
                "文字相同，版式或文件属性不同",
                "the words are the same, the layout or the properties are not",
            )
            if notice.docgen != __version__:
                zh += f"（封存时是 docgen {notice.docgen}，现在是 {__version__}）"
                en += f" (docgen was {notice.docgen}, and is {__version__})"
            return Words(
                f"“{notice.program}”（{name}）已经封存，现在生成的“{file}”与封存件不同：{zh}",
                f"{notice.program} ({name}) is sealed, and {file} is not as sealed: {en}",
            )
    return None
