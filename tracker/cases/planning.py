"""What the rooms of the work tell a programme: the planned kinds, the contents, and the cases opened from its items."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from tracker.access import Actor
from tracker.cases import overlaps, sight
from tracker.cases.contents import ContentList, codes_of
from tracker.cases.kinds import KINDS, KindRow, asks_ground
from tracker.cases.models import Case
from tracker.cases.states import ESTABLISHED_STATES, STATE_LABELS, Basis, State, SubjectType
from tracker.core.errors import NotVisible
from tracker.extensions import db
from tracker.organizations.states import BodyKind
from tracker.programmes import queries as programmes
from tracker.programmes.ahead import CaseOfItem, PlannedContent, PlannedKind, RoomsAhead
from tracker.programmes.models import PlanEntry, PlanItem
from tracker.programmes.queries import ProgrammeFile
from tracker.programmes.states import State as PlanState
from tracker.regulations.sources import written


def cases_of(actor: Actor, items: Collection[int]) -> list[CaseOfItem]:
    """The cases opened from the items, as far as the actor may know of them."""
    found = db.session.execute(
        select(Case.plan_item_id, Case.ref, Case.title, Case.state)
        .where(Case.plan_item_id.in_(items), sight.existence(actor))
        .order_by(Case.id)
    )
    return [
        CaseOfItem(
            item_id=row.plan_item_id,
            ref=row.ref,
            title=row.title,
            state_label=STATE_LABELS[row.state],
            concluded=row.state in ESTABLISHED_STATES,
            cancelled=row.state is State.CANCELLED,
        )
        for row in found
    ]


def is_taken_up(item: PlanItem) -> bool:
    """Whether a case was opened from the item and not cancelled, whoever may know of it; the item is locked."""
    db.session.execute(select(PlanItem.id).where(PlanItem.id == item.id).with_for_update())
    found = select(Case.id).where(Case.plan_item_id == item.id, Case.state != State.CANCELLED)
    return db.session.execute(found.limit(1)).first() is not None


def _is_planned(row: KindRow) -> bool:
    """Signs of violation and petitions come as they come; what rests on a programme, on no earlier case, is planned."""
    return row.opened_by_hand and Basis.PROGRAMME in row.bases and Basis.CASE not in row.bases


AHEAD = RoomsAhead(
    kinds={
        row.kind.value: PlannedKind(
            code=row.kind.value,
            label=row.label,
            body_kinds=row.body_kinds,
            organizations=SubjectType.ORGANIZATION in row.subject_types,
            members=SubjectType.MEMBER in row.subject_types,
            not_own_committee=row.limit_key == "finance-inspection",
            asks_ground=frozenset(one for one in BodyKind if asks_ground(row.kind, one)),
            name_vi=row.name_vi,
        )
        for row in KINDS.values()
        if _is_planned(row)
    },
    contents={
        content.code: PlannedContent(content.code, content.label, content.list is ContentList.MEMBER, content.name_vi)
        for content in codes_of(ContentList.ORGANIZATION, ContentList.MEMBER)
    },
    cases_of=cases_of,
    engagements=overlaps.engagements,
    loads=overlaps.loads,
)


@dataclass(frozen=True)
class PlannedItem:
    """An item of a programme in force, as a case is opened from it."""

    file: ProgrammeFile
    item: PlanItem
    entry: PlanEntry

    @property
    def basis_text(self) -> str:
        """The programme in the words of papers."""
        version, body = self.file.present, self.file.programme.body
        first = self.file.programme.first_body
        if version.approved_on and first.organization.ended_on and version.approved_on <= first.organization.ended_on:
            body = first
        return basis_words(self.file.programme.period, version.paper_number, version.approved_on, body.name)


def get_planned(actor: Actor, item_id: int) -> PlannedItem:
    """An item of an approved programme of the own organization, still in it; raises ``NotVisible``."""
    found = programmes.find_running(actor, item_id)
    if found is None:
        raise NotVisible
    file, item = found
    if not file.own or file.present.state is not PlanState.APPROVED:
        raise NotVisible
    entry = programmes.get_entry(file.present, item.number)
    if entry.cancelled:
        raise NotVisible
    return PlannedItem(file, item, entry)


def basis_words(period: str, number: str, approved_on: date | None, body: str) -> str:
    """``Chương trình kiểm tra, giám sát năm 2026 số 03-CTr/UBKTĐU, ngày 05/01/2026 của Uỷ ban Kiểm tra …``."""
    time = f"năm {period}" if len(period) == len("2026") else f"nhiệm kỳ {period.replace('-', ' - ')}"
    on = f", ngày {written(approved_on)}" if approved_on else ""
    return f"Chương trình kiểm tra, giám sát {time} số {number}{on} của {body}"
