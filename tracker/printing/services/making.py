"""What a worker does for a batch: fetch each paper when its turn comes, bind them, keep what came out.

Each reading looks at the right to read anew; each writing renews the lease in its own transaction, so that nothing is
lost but the paper in hand, whenever the process ends.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import joinedload

from tracker.access import Actor, Permission
from tracker.audit.services import record
from tracker.cases.models import Case
from tracker.cases.queries import get_file
from tracker.core.errors import NotVisible, RuleViolation
from tracker.documents.binding import Binder, Label, Part, Unbindable, fingerprint
from tracker.documents.copies import reading_copy
from tracker.documents.models import RegisteredPaper
from tracker.documents.printable import RenderFailed
from tracker.documents.services import bytes_of
from tracker.evidence.models import EvidenceFile, EvidenceItem
from tracker.evidence.queries import get_item as get_evidence
from tracker.evidence.sealing import Seal
from tracker.evidence.services import read_file, record_download
from tracker.evidence.states import FileType
from tracker.extensions import db
from tracker.printing import queries
from tracker.printing.models import PrintItem, PrintJob, PrintPiece
from tracker.printing.services import holding
from tracker.printing.states import ItemState, Output, Reason
from tracker.records.queries import get_content

PIECE = 1024**2  # bytes of what was made that are sealed and stored together
_ZIP_DAY = (2000, 1, 1, 0, 0, 0)  # the same files give the same ZIP


@dataclass(frozen=True)
class Fetched:
    """A paper whose turn has come: its bytes, or how to lay it out; ``told`` appends the reading to the log."""

    stamped: bool
    told: Callable[[], None]
    content: Callable[[], bytes]
    ending: str = "pdf"


def fetch(actor: Actor, job: PrintJob, item: PrintItem, seal: Seal) -> Fetched | Reason:
    """The paper as far as the actor may read it now; nothing is laid out yet."""
    try:
        return _paper(actor, job, item) if item.paper_id is not None else _evidence(actor, job, item, seal)
    except NotVisible:
        return Reason.HIDDEN
    except RuleViolation:
        return Reason.ALTERED


def _paper(actor: Actor, job: PrintJob, item: PrintItem) -> Fetched:
    ref = db.session.execute(select(RegisteredPaper.ref).where(RegisteredPaper.id == item.paper_id)).scalar_one()
    paper, is_original, case_id = get_content(actor, ref)
    batch, duplex = job.ref, job.duplex
    db.session.expunge(paper)
    return Fetched(
        stamped=not is_original,
        told=lambda: record(actor, "read.paper", case_id=case_id, about={"paper": ref, "batch": batch}),
        content=lambda: bytes_of(paper, duplex=duplex),
    )


def _evidence(actor: Actor, job: PrintJob, item: PrintItem, seal: Seal) -> Fetched | Reason:
    statement = select(EvidenceFile).where(EvidenceFile.id == item.evidence_file_id)
    one = db.session.execute(statement.options(joinedload(EvidenceFile.item))).scalar_one()
    if one.type is not FileType.PDF and job.output is Output.PDF:
        return Reason.NOT_A_PDF
    case_ref = db.session.execute(select(Case.ref).where(Case.id == one.item.case_id)).scalar_one()
    file = get_file(actor, case_ref, Permission.SEE_FILE)
    entry: EvidenceItem = get_evidence(file.case.id, one.item.number)
    if entry.withdrawn_at is not None:
        raise NotVisible
    stored, content = read_file(actor, file, entry, one.number, seal)
    case_id, number = file.case.id, entry.number
    db.session.expunge(stored)
    return Fetched(
        stamped=job.output is Output.PDF and not file.allows(actor, Permission.PRINT_ORIGINAL),
        told=lambda: record_download(actor, case_id, number, stored),
        content=lambda: content,
        ending=stored.type.value,
    )


def lay_out(fetched: Fetched) -> bytes | Reason:
    """The bytes of a paper; outside any transaction, since it may take a while."""
    try:
        return fetched.content()
    except RenderFailed:
        return Reason.UNPRINTABLE


def keep(job: PrintJob, item_id: int, made: bytes | Reason, fetched: Fetched | None, seal: Seal) -> None:
    """Store what became of a paper, sealed, and that it was read."""
    if isinstance(made, Reason) or fetched is None:
        leave_out(item_id, made if isinstance(made, Reason) else Reason.HIDDEN)
        return
    item = queries.get_item(item_id)
    item.state, item.stamped, item.sha256 = ItemState.READY, fetched.stamped, fingerprint(made)
    item.about = json.dumps({**queries.about_of(item), "ending": fetched.ending}, ensure_ascii=False)
    item.sealed = seal.close(made, queries.identity_of(job.ref, f"item-{item.position}"))
    db.session.flush()
    fetched.told()


def leave_out(item_id: int, reason: Reason) -> None:
    """A paper does not come, for a reason that is shown."""
    values = {"state": ItemState.LEFT_OUT, "reason": reason, "sealed": None}
    db.session.execute(update(PrintItem).where(PrintItem.id == item_id).values(values))


@dataclass(frozen=True)
class Held:
    """A batch and the worker that holds it."""

    job: PrintJob
    worker: str


@dataclass
class Made:
    """What is bound so far: pages and sheets of each paper, those that could not be bound."""

    pages: int = 0
    bound: list[tuple[int | None, dict[str, str], int]] = field(default_factory=list)  # item, about, pages
    broken: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Bundle:
    """What the whole of a case has besides its items: ``contents`` makes the table of what is bound, ``front`` and
    ``end`` are the frozen papers of an archived file. ``stamped``: they come as copies for reading."""

    contents: Callable[[list[tuple[dict[str, str], int]]], bytes]
    front: Sequence[queries.Frozen]
    end: Sequence[queries.Frozen]
    stamped: bool


@dataclass
class Press:
    """Puts the papers of a batch together. ``bundle`` is there for the whole of a case.

    ``beat`` is called after each paper: it ends what was read and renews the lease.
    """

    job: PrintJob
    seal: Seal
    stamp: bytes
    bundle: Bundle | None
    beat: Callable[[], None]

    def bind(self, items: list[int], out: BinaryIO) -> Made:
        """One PDF: bookmarks, and pages labelled by paper – or numbered through where a table of contents says so."""
        binder, made = Binder(out, self.job.duplex, self.stamp), Made()
        for item, content in self._items(items):
            number = queries.about_of(item).get("name", "")
            label = Label(start=made.pages + 1) if self.bundle else Label(f"{number.upper()} – ")
            try:
                pages = binder.add(Part(item.title, content, label, stamped=item.stamped))
            except Unbindable:
                if item.id is not None:
                    made.broken.append(item.id)
                continue
            made.pages += pages
            made.bound.append((item.id, queries.about_of(item), pages))
        if self.bundle:
            content = self.bundle.contents(self._sheets(made))
            made.pages += binder.add(Part("Mục lục", content, Label(roman=True), in_front=True))
        binder.finish()
        return made

    def pack(self, items: list[int], out: BinaryIO) -> Made:
        """A ZIP with the files as they are, or as copies for reading, and the list of their hashes."""
        made, lines, listed = Made(), [], []
        with ZipFile(out, "w", ZIP_STORED) as archive:
            for item, content in self._items(items):
                about = queries.about_of(item)
                name = f"{item.position:04d}-{about['name']}.{about['ending']}"
                given = reading_copy(content, item.title, self.stamp) if item.stamped else content
                archive.writestr(ZipInfo(name, _ZIP_DAY), given)
                lines.append(f"{fingerprint(given)}  {name}")
                kind = "copy for reading" if item.stamped else "original"
                listed.append({"file": name, "sha256": fingerprint(given), "kind": kind, "title": item.title})
                made.bound.append((item.id, about, 0))
            archive.writestr(ZipInfo("SHA256SUMS", _ZIP_DAY), "\n".join(lines) + "\n")
            manifest = {"batch": self.job.ref, "files": listed}
            archive.writestr(ZipInfo("manifest.json", _ZIP_DAY), json.dumps(manifest, ensure_ascii=False, indent=1))
        return made

    def _items(self, items: list[int]) -> Iterator[tuple[PrintItem, bytes]]:
        front, end = (self.bundle.front, self.bundle.end) if self.bundle else ((), ())
        yield from self._frozen(front, 0)
        yield from self._stored(items)
        yield from self._frozen(end, self.job.total + 1)

    def _frozen(self, papers: Sequence[queries.Frozen], position: int) -> Iterator[tuple[PrintItem, bytes]]:
        stamped = self.bundle is not None and self.bundle.stamped
        for one in papers:
            about = json.dumps(one.about, ensure_ascii=False)
            yield PrintItem(title=one.title, about=about, position=position, stamped=stamped), one.content

    def _stored(self, items: list[int]) -> Iterator[tuple[PrintItem, bytes]]:
        ref = self.job.ref
        for item_id in items:
            item = queries.get_item(item_id)
            content = self.seal.open(item.sealed or b"", queries.identity_of(ref, f"item-{item.position}"))
            db.session.expunge(item)
            yield item, content
            self.beat()

    def _sheets(self, made: Made) -> list[tuple[dict[str, str], int]]:
        return [(about, (pages + 1) // 2 if self.job.duplex else pages) for _item, about, pages in made.bound]


def keep_made(actor: Actor, held: Held, made: Made, out: BinaryIO, seal: Seal, now: datetime) -> None:
    """Store what was made in sealed pieces, and forget the single papers; raises ``Lost``."""
    job, worker = held.job, held.worker
    db.session.execute(delete(PrintPiece).where(PrintPiece.job_id == job.id))
    out.seek(0)
    size = number = 0
    while piece := out.read(PIECE):
        sealed = seal.close(piece, queries.identity_of(job.ref, number))
        db.session.execute(insert(PrintPiece).values(job_id=job.id, number=number, sealed=sealed))
        size, number = size + len(piece), number + 1
    db.session.execute(update(PrintItem).where(PrintItem.job_id == job.id).values(sealed=None))
    bound = [(item_id, pages) for item_id, _about, pages in made.bound if item_id is not None]
    for item_id, pages in bound:
        db.session.execute(update(PrintItem).where(PrintItem.id == item_id).values(pages=pages))
    for item_id in made.broken:
        leave_out(item_id, Reason.BROKEN)
    holding.end(job.id, worker, now, pages=made.pages, size=size)
    about = {"batch": job.ref, "papers": len(bound), "left_out": job.total - len(bound)}
    record(actor, "print.made", case_id=job.case_id, about=about)
