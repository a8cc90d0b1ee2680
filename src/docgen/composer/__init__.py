"""Program → Document: what is printed, in order, every run with its origin."""

from docgen.composer.annexes import annex_note, attachments
from docgen.composer.frame import addressees, annotation, draft_note, head, imprint, signature
from docgen.composer.inline import title
from docgen.composer.outline import blocks
from docgen.diagnostics import Mistake, Words
from docgen.document import Attachment, Document, Role
from docgen.model.evaluation import Evaluation
from docgen.model.text import Notice, Plan


def compose(evaluation: Evaluation) -> Document:
    """Return the document of a program: its notice with the plan it issues, or the plan alone.

    Mistakes met on the way are in `evaluation.findings`; with errors there the document has gaps.
    """
    evaluation.complete()
    notice, plan = evaluation.program.notice, evaluation.program.plan
    if notice:
        return _notice(evaluation, notice, plan)
    assert plan  # noqa: S101 - a program has a notice or a plan; decoding has refused others
    return _plan(evaluation, plan)


def _notice(evaluation: Evaluation, notice: Notice, plan: Plan | None) -> Document:
    heading = title(evaluation, "notice", notice.title, Role.TITLE)
    if notice.annexes and plan and plan.annexes:
        evaluation.report(_TWO_LISTS, evaluation.at("notice", "annexes"))
    issued = (_issued(evaluation, plan), *attachments(evaluation, "plan", plan)) if plan else ()
    return Document(
        name=heading.text.replace("\n", ""),
        head=head(evaluation, notice),
        title=heading,
        draft_note=draft_note(evaluation, "notice", notice),
        addressees=addressees(evaluation, notice),
        body=(*blocks(evaluation, "notice", notice), *annex_note(evaluation, "notice", notice)),
        signature=signature(evaluation, notice),
        note=annotation(evaluation, notice),
        attachments=(*issued, *attachments(evaluation, "notice", notice)),
        imprint=imprint(evaluation, notice),
    )


def _plan(evaluation: Evaluation, plan: Plan) -> Document:
    heading = title(evaluation, "plan", plan.title, Role.TITLE)
    return Document(
        name=heading.text.replace("\n", ""),
        title=heading,
        draft_note=draft_note(evaluation, "plan", plan),
        body=(*blocks(evaluation, "plan", plan), *annex_note(evaluation, "plan", plan)),
        attachments=attachments(evaluation, "plan", plan),
    )


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
