"""The verbs of what is written in a case: write, change, give up, number; and the answer to the denouncer."""

import secrets
from dataclasses import replace
from datetime import date

from tracker.access import Actor, Permission, require
from tracker.audit.services import record
from tracker.cases.models import Case
from tracker.cases.queries import CaseFile, find_petition
from tracker.cases.rules import check_not_before, check_not_future
from tracker.cases.services import note_step
from tracker.core import clock
from tracker.core.errors import Conflict, NotVisible
from tracker.core.text import message
from tracker.discipline.models import Discipline
from tracker.documents import approval
from tracker.documents.composing import Signer
from tracker.documents.contexts import Paper
from tracker.documents.queries import is_outside
from tracker.documents.services import NewPaper, issue_paper
from tracker.documents.states import TYPE_SIGNS, PaperType
from tracker.extensions import db
from tracker.organizations.models import Body
from tracker.petitions.models import PetitionLetter
from tracker.petitions.queries import has_identity, may_reveal
from tracker.petitions.services import Identity, Vault, keep_answer
from tracker.regulations.verdict import Verdict
from tracker.writing import papers, rules
from tracker.writing.models import WrittenPaper
from tracker.writing.rules import Words
from tracker.writing.states import ISSUERS, KIND_TITLES, SIGNED_BY_TEAM, TYPES, WrittenKind


def write_paper(
    actor: Actor, file: CaseFile, kind: WrittenKind, words: Words, record_of: Discipline | None = None
) -> WrittenPaper:
    """Begin a paper; ``record_of`` is the discipline record that a submission on discipline is about."""
    require(actor, Permission.CONDUCT_CASE, file.relations)
    rules.check_writing(kind, file.case.kind, file.case.state).enforce()
    paper = WrittenPaper(
        ref=secrets.token_hex(6),
        case_id=file.case.id,
        kind=kind,
        discipline_id=record_of.id if record_of else None,
        written_by=actor.user_id,
        written_at=clock.now(),
    )
    _fill(paper, words)
    db.session.add(paper)
    db.session.flush()
    record(actor, "written.begun", case_id=file.case.id, about={"kind": kind, "draft": paper.ref})
    return paper


def change_paper(actor: Actor, file: CaseFile, paper: WrittenPaper, words: Words) -> None:
    """Change what was typed; never after the number was given."""
    _require_draft(actor, file, paper)
    _fill(paper, words)
    db.session.flush()
    record(actor, "written.changed", case_id=file.case.id, about={"kind": paper.kind, "draft": paper.ref})


def drop_paper(actor: Actor, file: CaseFile, paper: WrittenPaper, today: date) -> None:
    """Give a draft up; what was typed stays in the store and out of the lists."""
    _require_draft(actor, file, paper)
    paper.dropped_on = today
    db.session.flush()
    record(actor, "written.dropped", case_id=file.case.id, about={"kind": paper.kind, "draft": paper.ref})


def draft_of(file: CaseFile, paper: WrittenPaper, signer: Signer) -> Paper:
    """The paper as it would be printed now, without number and date."""
    sign = f"{TYPE_SIGNS[TYPES[paper.kind]]}/{body_of(file, paper).sign}"
    return _compose(file, paper, signer, None, (None, sign))


def issue_written(
    actor: Actor, file: CaseFile, paper: WrittenPaper, signer: Signer, issued_on: date, today: date
) -> None:
    """Number a paper and freeze it. The report of the team is noted in the checklist with its number and day.

    What was typed of a classified paper that is kept outside is emptied.
    """
    approval.require_issue(actor, ISSUERS[paper.kind], file.relations)
    if paper.paper_id is not None:
        raise Conflict(
            message("This paper has its number already. A paper has one number, and what is issued does not change.")
        )
    case = file.case
    rules.check_writing(paper.kind, case.kind, case.state).enforce()
    check_not_future(issued_on, today, "issued_on").enforce()
    check_not_before(issued_on, case.decision_on, "issued_on", message("the decision")).enforce()
    name = file.head.full_name if paper.kind in SIGNED_BY_TEAM and file.head else signer.name
    new = NewPaper(
        body_of(file, paper),
        TYPES[paper.kind],
        issued_on,
        _abstract(file, paper),
        name,
        case.id,
        f"written:{paper.ref}",
    )
    new = replace(new, needs_approval=paper.kind not in SIGNED_BY_TEAM)
    issued = issue_paper(actor, new, lambda *letters: _compose(file, paper, signer, issued_on, letters))
    paper.paper_id = issued.id
    if is_outside(issued):
        paper.text = paper.proposal = paper.matter = paper.addressees = paper.recipients = ""
    if paper.kind is WrittenKind.RESULT_REPORT:
        note_step(actor, case, "result_report", issued_on, f"{issued.number:02d}-{issued.sign}")
    db.session.flush()


def may_draft(actor: Actor, file: CaseFile, paper: WrittenPaper) -> bool:
    """Whether the actor may send the paper for approval: the team's own papers are not the body's to approve."""
    return paper.kind not in SIGNED_BY_TEAM and approval.may_draft(actor, body_of(file, paper), file.relations)


def body_of(file: CaseFile, paper: WrittenPaper) -> Body:
    """Whose paper it is: the body of the case, or the one that votes on the discipline."""
    if paper.discipline_id is None:
        return file.case.body
    discipline = db.session.get_one(Discipline, paper.discipline_id)
    return db.session.get_one(Body, discipline.body_id)


def check_answer(actor: Actor, file: CaseFile, today: date) -> Verdict | None:
    """Whether the denouncer can be told the result; None for those who may not see who it is."""
    petition = find_petition(file.case)
    if petition is None or not file.allows(actor, Permission.SEE_FILE) or not may_reveal(actor, petition, today):
        return None
    verdicts = [one.verdict for one in file.case.allegations]
    return rules.check_answer(file.case.kind, file.case.state, verdicts, known=has_identity(petition.id))


def answer_denouncer(
    actor: Actor, file: CaseFile, words: papers.AnswerWords, vault: Vault, today: date
) -> PetitionLetter:
    """Number the notice of the result to the denouncer. Name, address and text are sealed in the vault."""
    require(actor, Permission.REVEAL_IDENTITY)
    verdict, petition = check_answer(actor, file, today), find_petition(file.case)
    if verdict is None or petition is None:
        raise NotVisible
    verdict.enforce()
    check_not_future(words.issued_on, today, "issued_on").enforce()
    concluded = message("the conclusion")
    check_not_before(words.issued_on, file.case.concluded_on, "issued_on", concluded).enforce()
    case: Case = file.case
    abstract = "thông báo kết quả giải quyết tố cáo (gửi riêng)"
    new = NewPaper(case.body, PaperType.NOTICE, words.issued_on, abstract, words.signer.name, case.id)

    def compose(sender: Identity, number: int, sign: str) -> Paper:
        return papers.compose_answer(file, sender, words, number, sign)

    return keep_answer(actor, petition, new, compose, vault, today)


def _require_draft(actor: Actor, file: CaseFile, paper: WrittenPaper) -> None:
    require(actor, Permission.CONDUCT_CASE, file.relations)
    if paper.paper_id is not None:
        raise Conflict(
            message("This paper has its number already. A paper has one number, and what is issued does not change.")
        )


def _fill(paper: WrittenPaper, words: Words) -> None:
    rules.check_words(paper.kind, words).enforce()
    paper.text, paper.proposal, paper.matter = words.text, words.proposal, words.matter
    paper.addressees, paper.recipients = words.addressees, words.recipients


def _abstract(file: CaseFile, paper: WrittenPaper) -> str:
    return (paper.matter or f"{KIND_TITLES[paper.kind]} – {file.case.title}")[:500]


def _compose(
    file: CaseFile, paper: WrittenPaper, signer: Signer, on: date | None, letters: tuple[int | None, str]
) -> Paper:
    if paper.kind is WrittenKind.RESULT_REPORT:
        return papers.compose_report(file, paper, on, letters)
    if paper.kind is WrittenKind.SUBMISSION:
        return papers.compose_submission(file, paper, on, letters)
    if paper.kind is WrittenKind.DISCIPLINE_SUBMISSION:
        return papers.compose_discipline_submission(file, paper, signer, on, letters)
    return papers.compose_letter(file, paper, signer, on, letters)
