"""Reads of printing: what a selection or a case holds, a person's batches, the pieces of what was made."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, not_, or_, select, union_all
from sqlalchemy.orm import undefer

from tracker.access import Actor, Permission
from tracker.accounts.models import Account
from tracker.cases import sight
from tracker.cases.models import Case
from tracker.cases.queries import CaseFile
from tracker.core.errors import NotVisible
from tracker.core.text import fold
from tracker.dispatch.states import Sending
from tracker.documents.models import RegisteredPaper
from tracker.documents.queries import PAPER_COLUMNS, PaperRow, in_files_of, papers_of_case, with_endings
from tracker.documents.states import Ending, PaperType
from tracker.dossiers.models import DossierEntry
from tracker.dossiers.queries import Known, dossiers_of, entries_of, known_papers
from tracker.evidence.models import EvidenceFile, EvidenceItem
from tracker.evidence.queries import items_of_case, readable_files
from tracker.evidence.sealing import Seal
from tracker.extensions import db
from tracker.printing.models import PrintItem, PrintJob, PrintPiece
from tracker.printing.rules import MOST
from tracker.printing.states import UNFINISHED, ItemState
from tracker.records.queries import Letter, in_register, letters_among, open_of_house

WHOLE_OF_CASE = Permission.SEE_PAPERS
_ENDED = {Ending.WITHDRAWN: "đã thu hồi", Ending.REPLACED: "đã được thay thế"}


@dataclass(frozen=True)
class Wanted:
    """One paper or one file of evidence to print, with its bookmark and what a table of contents says of it."""

    title: str
    name: str  # in a ZIP, without the ending
    paper_id: int | None = None
    evidence_file_id: int | None = None
    about: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Frozen:
    """A paper that was frozen with the file of a case when it was archived; ``about`` as for ``Wanted``."""

    title: str
    content: bytes
    about: dict[str, str]


@dataclass(frozen=True)
class Progress:
    """A batch with how far it is, and the title of its case where it is the whole of one."""

    job: PrintJob
    taken: int
    case_title: str | None
    left_out: Sequence[PrintItem]


def selected(
    actor: Actor, paper_type: PaperType | None, sending: Sending | None, refs: Sequence[str] | None
) -> list[PaperRow]:
    """The papers of the register that can be printed, in its order: those named, or all of the filter.

    At most one more than a batch may hold.
    """
    conditions = in_register(actor, paper_type, sending)
    statement = select(*PAPER_COLUMNS).where(*conditions, RegisteredPaper.template_version.is_not(None))
    if refs is not None:
        statement = statement.where(RegisteredPaper.ref.in_(refs))
    newest_first = (RegisteredPaper.issued_on.desc(), RegisteredPaper.id.desc())
    found = db.session.execute(statement.order_by(*newest_first).limit(MOST + 1))
    return with_endings([PaperRow(*row) for row in found])


def chosen_letters(actor: Actor, refs: Sequence[str], today: date) -> list[Letter]:
    """The letters about petitions among the named papers that the actor may read, in the order of the register.

    Whoever may not is told nothing of them.
    """
    statement = select(*PAPER_COLUMNS).where(*in_register(actor, None), RegisteredPaper.ref.in_(refs))
    newest_first = (RegisteredPaper.issued_on.desc(), RegisteredPaper.id.desc())
    rows = [PaperRow(*row) for row in db.session.execute(statement.order_by(*newest_first))]
    found = letters_among(actor, rows, today)
    return [found[row.id] for row in rows if row.id in found]


def wanted_paper(row: PaperRow) -> Wanted:
    """A paper of a register or a case, to be printed."""
    return Wanted(f"{row.full_number}: {row.abstract}"[:700], _file_name(row.full_number), row.id)


def contents_of(actor: Actor, file: CaseFile) -> list[Wanted]:
    """What a case holds for the reader, in the order of its table of contents: papers, and evidence with the right."""
    papers = {f"paper-{row.id}": row for row in papers_of_case(file.case.id) if row.is_printable}
    files = _evidence_of(actor, file)
    found: list[Wanted] = []
    for source, about in _listed(file).items():
        if source in papers:
            row = papers[source]
            note = f"{_ENDED[row.ending.kind]}" if row.ending else ""
            found.append(Wanted(f"{row.full_number}: {row.abstract}"[:700], _file_name(row.full_number), row.id, None,
                                {**about, "note": note}))  # fmt: skip
        for one, item in files.get(source, ()):
            name = f"chung-cu-{item.number:02d}-tep-{one.number}"
            title = f"Chứng cứ {item.number:02d}: {item.title}"[:700]
            found.append(Wanted(title, name, None, one.id, {**about, "note": f"tệp {one.number}"}))
    return found


def frozen_of(file: CaseFile) -> tuple[list[Frozen], list[Frozen]]:
    """The papers of an archived file: the table of contents, which lies in front, and the closing certificate, last.

    An archiving that was opened again counts no more: its papers stay in the file's own history.
    """
    kept = next((row for row in dossiers_of(file.case.id) if row.reopened_on is None), None)
    if kept is None:
        return [], []
    about = {"sign": "", "author": file.case.body.name, "note": "", "dated_on": kept.archived_on.isoformat()}
    about |= {"ending": "pdf", "abstract": f"Nộp lưu lần {kept.edition}"}
    made = [
        Frozen(title, content, about | {"title": title, "name": name})
        for title, name, content in (
            ("Mục lục hồ sơ", "muc-luc-ho-so", kept.contents_pdf),
            ("Chứng từ kết thúc hồ sơ", "chung-tu-ket-thuc", kept.closing_pdf),
        )
    ]
    return made[:1], made[1:]


def _listed(file: CaseFile) -> dict[str, dict[str, str]]:
    """What the table of contents says, by source: first what is entered there, then what the program knows besides."""
    rows: list[DossierEntry | Known] = [*entries_of(file.case.id), *known_papers(file)]
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        if row.source is not None and row.source not in found:
            words = {name: getattr(row, name) for name in ("title", "sign", "abstract", "author")}
            found[row.source] = {**words, "dated_on": row.dated_on.isoformat()}
    return found


def _evidence_of(actor: Actor, file: CaseFile) -> dict[str, list[tuple[EvidenceFile, EvidenceItem]]]:
    if not file.allows(actor, Permission.SEE_FILE):
        return {}
    with_originals = file.allows(actor, Permission.SEE_ORIGINALS)
    return {
        f"evidence-{item.number}": [(one, item) for one in readable_files(item, with_originals=with_originals)]
        for item in items_of_case(file.case.id)
        if item.withdrawn_at is None
    }


def _file_name(number: str) -> str:
    return "-".join("".join(letter if letter.isalnum() else " " for letter in fold(number)).split())


def count_unfinished(actor: Actor) -> int:
    """How many batches of the actor wait or run."""
    statement = select(func.count()).where(PrintJob.account_id == actor.user_id, PrintJob.state.in_(UNFINISHED))
    return db.session.execute(statement).scalar_one()


def jobs_of(actor: Actor) -> list[Progress]:
    """The actor's own batches, the latest first, with one question for all."""
    return _progress(PrintJob.account_id == actor.user_id)


def get_progress(actor: Actor, ref: str) -> Progress:
    """A batch of the actor's own, with what was left out; raises ``NotVisible``."""
    found = _progress(PrintJob.account_id == actor.user_id, PrintJob.ref == ref)
    if not found:
        raise NotVisible
    left_out = select(PrintItem).where(PrintItem.job_id == found[0].job.id, PrintItem.state == ItemState.LEFT_OUT)
    rows = list(db.session.execute(left_out.order_by(PrintItem.position)).scalars())
    return Progress(found[0].job, found[0].taken, found[0].case_title, rows)


def _progress(*conditions: object) -> list[Progress]:
    taken = (
        select(func.count())
        .where(PrintItem.job_id == PrintJob.id, PrintItem.state != ItemState.WAITING)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(PrintJob, taken, Case.title)
        .outerjoin(Case, Case.id == PrintJob.case_id)
        .where(*conditions)  # type: ignore[arg-type]
        .order_by(PrintJob.id.desc())
        .limit(50)
        .execution_options(populate_existing=True)
    )
    return [Progress(job, done, title, ()) for job, done, title in rows]


def may_still_open(actor: Actor, job: PrintJob) -> bool:
    """Whether the actor still sees the case of the batch and of its evidence, and may open every paper in it."""
    ready = PrintItem.job_id == job.id, PrintItem.state == ItemState.READY
    files = (
        select(EvidenceItem.case_id)
        .join(EvidenceFile, EvidenceFile.evidence_id == EvidenceItem.id)
        .join(PrintItem, PrintItem.evidence_file_id == EvidenceFile.id)
    )
    opened = select(Case.id).where(sight.content(actor)).correlate(None)
    of_cases = or_(Case.id == job.case_id, Case.id.in_(files.where(*ready)))
    hidden = select(Case.id).where(of_cases, Case.id.not_in(opened))
    papers = select(RegisteredPaper.id).join(PrintItem, PrintItem.paper_id == RegisteredPaper.id).where(*ready)
    hidden_papers = papers.where(RegisteredPaper.case_id.is_not(None), not_(in_files_of(opened)))
    ids = set(db.session.execute(papers.where(RegisteredPaper.case_id.is_(None))).scalars())
    is_hidden = db.session.execute(union_all(hidden, hidden_papers).limit(1)).first()
    return is_hidden is None and ids <= open_of_house(actor, ids)


def waiting_items(job_id: int) -> list[int]:
    """The ids of the papers whose turn is still to come, in order."""
    statement = select(PrintItem.id).where(PrintItem.job_id == job_id, PrintItem.state == ItemState.WAITING)
    return list(db.session.execute(statement.order_by(PrintItem.position)).scalars())


def ready_items(job_id: int) -> list[int]:
    """The ids of the papers that are ready to be bound, in order."""
    statement = select(PrintItem.id).where(PrintItem.job_id == job_id, PrintItem.state == ItemState.READY)
    return list(db.session.execute(statement.order_by(PrintItem.position)).scalars())


def get_item(item_id: int) -> PrintItem:
    """A paper of a batch with what will be bound."""
    statement = select(PrintItem).where(PrintItem.id == item_id).options(undefer(PrintItem.sealed))
    return db.session.execute(statement).scalar_one()


def count_pieces(job_id: int) -> int:
    """In how many pieces what was made is kept."""
    return db.session.execute(select(func.count()).where(PrintPiece.job_id == job_id)).scalar_one()


def piece_of(ref: str, job_id: int, number: int, seal: Seal) -> bytes:
    """One piece of what was made."""
    statement = select(PrintPiece.sealed).where(PrintPiece.job_id == job_id, PrintPiece.number == number)
    return seal.open(db.session.execute(statement).scalar_one(), identity_of(ref, number))


def identity_of(ref: str, number: int | str) -> str:
    """What a sealed piece of a batch is bound to."""
    return f"print:{ref}:{number}"


def about_of(item: PrintItem) -> dict[str, str]:
    """What the table of contents says of a paper of a batch."""
    return json.loads(item.about)


def dated(about: dict[str, str]) -> date:
    """The day of a paper."""
    return date.fromisoformat(about["dated_on"])


def is_active(account_id: int) -> bool:
    """Whether who asked may still sign in."""
    return db.session.execute(select(Account.active).where(Account.id == account_id)).scalar_one()


def has_stamped(job_id: int) -> bool:
    """Whether something in the batch comes as a copy for reading."""
    found = select(PrintItem.id).where(PrintItem.job_id == job_id, PrintItem.stamped)
    return db.session.execute(found.limit(1)).first() is not None
