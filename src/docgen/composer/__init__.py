"""Program → Document: what is printed, in order, every run with its origin."""

from docgen.composer.annexes import annex_note, attachments
from docgen.composer.attendance import attendance
from docgen.composer.first_page import shows_text
from docgen.composer.frame import addressees, annotation, draft_note, imprint, signature
from docgen.composer.head import head
from docgen.composer.inline import title
from docgen.composer.outline import blocks
from docgen.diagnostics import Mistake, Words
from docgen.document import Attachment, Document, Paragraph, Role
from docgen.model.evaluation import Evaluation
from docgen.model.notice import Notice
from docgen.model.text import Body, Plan
from docgen.profiles import Profile, load


def compose(evaluation: Evaluation, profile: Profile | None = None) -> Document:
    """Return the document of a program: its notice with the plan it issues, the plan alone, or nothing.

    Whether page 1 has room for the text is counted on the grid of `profile`, or of the standard's. Mistakes
    met on the way are in `evaluation.findings`; with errors there the document has gaps.
    """
    evaluation.complete()
    notice, plan = evaluation.program.notice, evaluation.program.plan
    if notice:
        return _notice(evaluation, notice, plan, profile or load())
    if plan:
        return _plan(evaluation, "plan", plan)
    return Document(name=evaluation.program.id, title=Paragraph(Role.TITLE, ()), body=())


def compose_pack(evaluation: Evaluation, profile: Profile | None = None) -> Document:
    """Return the paper of the unit that `evaluation` is for: its assignment, or the notice or plan for it."""
    program = evaluation.program
    if program.assignment:
        return _plan(evaluation, "assignment", program.assignment)
    if program.notice:
        return _notice(evaluation, program.notice, program.plan, profile or load())
    assert program.plan  # noqa: S101 - `packs` without a paper is refused
    return _plan(evaluation, "plan", program.plan)


def _notice(evaluation: Evaluation, notice: Notice, plan: Plan | None, profile: Profile) -> Document:
    heading = title(evaluation, "notice", notice.title, Role.TITLE)
    if notice.annexes and plan and plan.annexes:
        evaluation.report(_TWO_LISTS, evaluation.at("notice", "annexes"))
    issued = (_issued(evaluation, plan), *attachments(evaluation, "plan", plan)) if plan else ()
    top, main_to = head(evaluation, notice), addressees(evaluation, notice)
    moved = main_to if main_to and not shows_text(top, heading, main_to, profile) else None
    return Document(
        name=_name(heading, notice),
        head=top,
        title=heading,
        draft_note=draft_note(evaluation, "notice", notice),
        addressees=None if moved else main_to,
        body=(
            *blocks(evaluation, "notice", notice),
            *annex_note(evaluation, "notice", notice),
            *attendance(evaluation, notice, profile),
        ),
        signature=signature(evaluation, notice),
        note=annotation(evaluation, notice),
        attachments=(*issued, *attachments(evaluation, "notice", notice)),
        imprint=imprint(evaluation, notice, moved),
        one_workbook=evaluation.program.workbook == "one",
    )


def _plan(evaluation: Evaluation, key: str, plan: Body) -> Document:
    heading = title(evaluation, key, plan.title, Role.TITLE)
    return Document(
        name=_name(heading, plan),
        title=heading,
        draft_note=draft_note(evaluation, key, plan),
        body=(*blocks(evaluation, key, plan), *annex_note(evaluation, key, plan)),
        attachments=attachments(evaluation, key, plan),
        one_workbook=evaluation.program.workbook == "one",
    )


def _name(heading: Paragraph, body: Body) -> str:
    """Return what the file is called; a draft says so, lest the final paper overwrites it."""
    draft = f"（{body.draft}）" if body.draft else ""
    return heading.text.replace("\n", "") + draft


def _issued(evaluation: Evaluation, plan: Plan) -> Attachment:
    note = draft_note(evaluation, "plan", plan)
    text = (*blocks(evaluation, "plan", plan), *annex_note(evaluation, "plan", plan))
    heading = title(evaluation, "plan", plan.title, Role.TEXT_TITLE)
    return Attachment(None, heading, (*((note,) if note else ()), *text), "plan")


_TWO_LISTS = Mistake(
    "two-annex-lists",
    Words(
        "通知和方案都列了附件，序号会重复",
        "both the notice and the plan list annexes: their numbers would clash",
    ),
    Words("把附件都列在其中一个之下", "list all annexes under one of them"),
)
