"""Pages of what is written in a case."""

from flask import Blueprint, current_app, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.accounts.queries import signers
from tracker.cases.page import carry_out, load, render_case
from tracker.cases.queries import CaseFile, find_petition
from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.documents.asking import NOT_ASKED, approval_of
from tracker.documents.composing import Signer
from tracker.documents.render import render_pdf
from tracker.documents.wordings import settled
from tracker.petitions.queries import letters_of
from tracker.petitions.states import LETTER_LABELS, LetterKind
from tracker.web.access import current_actor, requires
from tracker.web.download import pdf_response
from tracker.web.drafts import forget_everybodys
from tracker.writing import forms, queries, rules, services
from tracker.writing.models import WrittenPaper
from tracker.writing.papers import AnswerWords
from tracker.writing.rules import Words
from tracker.writing.starting import starting_words
from tracker.writing.states import ISSUERS, KIND_LABELS, OFFER_LABELS, SIGNED_BY_TEAM, WrittenKind

blueprint = Blueprint("writing", __name__, url_prefix="/cases/<ref>/written")


@blueprint.get("/")
@requires(Permission.SEE_PAPERS)
def list_written(ref: str) -> ResponseReturnValue:
    """What was written in a case: drafts, and papers with their numbers."""
    file, actor = load(ref, Permission.SEE_PAPERS, part="papers"), current_actor()
    may_answer = services.check_answer(actor, file, clock.today()) is not None
    petition = find_petition(file.case)
    answers = letters_of(petition.id) if may_answer and petition else []
    written = queries.written_of_case(file.case.id)
    return render_case(
        "writing/list_written.html",
        file,
        written=written,
        may_draft={row.id for row in written if not row.paper_id and services.may_draft(actor, file, row)},
        may_write=file.allows(actor, Permission.CONDUCT_CASE),
        may_issue={kind: file.allows(actor, ISSUERS[kind]) for kind in WrittenKind},
        begin=queries.records_to_submit(file) if file.allows(actor, Permission.CONDUCT_CASE) else [],
        answers=[row for row in answers if row.kind is LetterKind.OUTCOME],
        petition=petition if may_answer else None,
        kind_labels=KIND_LABELS,
        letter_labels=LETTER_LABELS,
    )


@blueprint.route("/new/<kind>", methods=["GET", "POST"], defaults={"number": 0})
@blueprint.route("/new/<kind>/<int(max=9999):number>", methods=["GET", "POST"])
@requires(Permission.CONDUCT_CASE)
def write_paper(ref: str, kind: str, number: int) -> ResponseReturnValue:
    """Begin a paper; ``number`` is that of the discipline record which a submission is about."""
    file = load(ref, Permission.CONDUCT_CASE)
    wanted = _kind_of(kind)
    if not rules.check_writing(wanted, file.case.kind, file.case.state).allowed:
        raise NotVisible
    about = queries.get_record(file, number) if wanted is WrittenKind.DISCIPLINE_SUBMISSION else None
    words = starting_words(file, wanted, about)
    form = forms.FORMS[wanted](data={"version": file.case.version, **vars(words)})

    def write() -> None:
        services.write_paper(current_actor(), file, wanted, _typed(form), about)

    done = gettext("The draft is kept.")
    return carry_out(file, form, write, "writing/write_paper.html", done, _tab(ref), label=OFFER_LABELS[wanted])


def _kind_of(kind: str) -> WrittenKind:
    if kind not in set(WrittenKind):
        raise NotVisible
    return WrittenKind(kind)


@blueprint.route("/<draft>/change", methods=["GET", "POST"])
@requires(Permission.CONDUCT_CASE)
def change_paper(ref: str, draft: str) -> ResponseReturnValue:
    """Change a draft."""
    file = load(ref, Permission.CONDUCT_CASE)
    paper = _draft(file, draft)
    present = {name: getattr(paper, name) for name in vars(Words())}
    form = forms.FORMS[paper.kind](data={"version": paper.version, **present})

    def change() -> None:
        services.change_paper(current_actor(), file, paper, _typed(form))

    values = {"version": paper.version, "label": KIND_LABELS[paper.kind]}
    return carry_out(file, form, change, "writing/write_paper.html", gettext("The draft is kept."), _tab(ref), **values)


@blueprint.route("/<draft>/drop", methods=["GET", "POST"])
@requires(Permission.CONDUCT_CASE)
def drop_paper(ref: str, draft: str) -> ResponseReturnValue:
    """Give a draft up."""
    file = load(ref, Permission.CONDUCT_CASE)
    paper = _draft(file, draft)
    form = forms.VersionedForm(data={"version": paper.version})

    def drop() -> None:
        services.drop_paper(current_actor(), file, paper, clock.today())

    values = {"version": paper.version, "label": KIND_LABELS[paper.kind]}
    done = gettext("The draft is given up.")
    return carry_out(file, form, drop, "writing/drop_paper.html", done, _tab(ref), **values)


@blueprint.get("/<draft>/draft.pdf")
@requires(Permission.SEE_PAPERS)
def preview_paper(ref: str, draft: str) -> ResponseReturnValue:
    """A paper as it would be printed now, marked as a draft."""
    file = load(ref, Permission.SEE_PAPERS, part="papers")
    paper = _draft(file, draft)
    first = next(iter(_signers(file, paper).values()), Signer("", ""))
    composed = settled(services.draft_of(file, paper, first), file.case.body, clock.today())
    return pdf_response(render_pdf(composed.key, composed, state="draft"), f"draft-{composed.key}.pdf")


@blueprint.route("/<draft>/issue", methods=["GET", "POST"])
@requires(Permission.SEE_PAPERS)
def issue_paper(ref: str, draft: str) -> ResponseReturnValue:
    """Give a paper its number, or send its text for approval."""
    file = load(ref, Permission.SEE_PAPERS, part="papers")
    paper = _draft(file, draft)
    issues = file.allows(current_actor(), ISSUERS[paper.kind])
    if not (issues or services.may_draft(current_actor(), file, paper)):
        raise NotVisible
    by_team, people = paper.kind in SIGNED_BY_TEAM, _signers(file, paper)
    approval = NOT_ASKED if by_team else approval_of(services.body_of(file, paper).id, issues=issues)
    kind = forms.TeamIssueForm if by_team else forms.IssueForm
    form = kind(**approval.filled, data={"version": paper.version, "issued_on": clock.today()})
    if not by_team:
        form.signer.offer([(key, person.name) for key, person in people.items()])

    def issue() -> None:
        signer = Signer("", "") if by_team else people[form.signer.data]
        services.issue_written(current_actor(), file, paper, signer, form.issued_on.data, clock.today())
        if form.marks.is_outside:
            forget_everybodys(f"{_tab(ref)}{draft}")

    values = {"version": paper.version, "label": KIND_LABELS[paper.kind], "draft": draft, "approval": approval}
    done = gettext("The paper has its number.")
    return carry_out(file, form, issue, "writing/issue_paper.html", done, _tab(ref), **values)


@blueprint.route("/answer", methods=["GET", "POST"])
@requires(Permission.REVEAL_IDENTITY)
def answer_denouncer(ref: str) -> ResponseReturnValue:
    """Tell the denouncer the result: for those who may see who it is."""
    file = load(ref)
    allowed = services.check_answer(current_actor(), file, clock.today())
    if allowed is None or not allowed.allowed:
        raise NotVisible
    people = {str(one.id): Signer(one.full_name, one.position) for one in signers(file.case.body_id)}
    form = forms.AnswerForm(data={"issued_on": clock.today()})
    form.signer.offer([(key, person.name) for key, person in people.items()])

    def answer() -> None:
        words = AnswerWords(form.issued_on.data, people[form.signer.data], form.identity_note.data or "")
        vault = current_app.extensions["vault"]
        services.answer_denouncer(current_actor(), file, words, vault, clock.today())

    done = gettext("The notice has its number and is kept in the vault.")
    return carry_out(file, form, answer, "writing/answer_denouncer.html", done, _tab(ref))


def _draft(file: CaseFile, ref: str) -> WrittenPaper:
    paper = queries.get_written(file.case.id, ref)
    if paper.paper_id is not None:
        raise NotVisible
    return paper


def _signers(file: CaseFile, paper: WrittenPaper) -> dict[str, Signer]:
    body_id = services.body_of(file, paper).id
    return {str(one.id): Signer(one.full_name, one.position) for one in signers(body_id)}


def _typed(form: forms.VersionedForm) -> Words:
    fields = {name: form[name].data or "" for name in vars(Words()) if name in form}
    return Words(**fields)


def _tab(ref: str) -> str:
    return url_for("writing.list_written", ref=ref)
