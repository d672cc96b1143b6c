"""Whose responsibility is examined with a disciplined subject: the organization, who headed it then, the member."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from tracker.access import Actor
from tracker.discipline.models import Discipline
from tracker.discipline.queries.execution import find_answer, is_disciplined
from tracker.discipline.states import State
from tracker.extensions import db
from tracker.findings.models import Finding
from tracker.findings.states import FindingType
from tracker.members.models import Member
from tracker.members.queries import label_of, posts_on, secretaries_of
from tracker.organizations.queries import visible_names


@dataclass(frozen=True)
class Named:
    """Somebody of the chain by name; ``member_id`` is None where the reader may not open the record."""

    name: str
    member_id: int | None


@dataclass(frozen=True)
class Link:
    """An organization of the chain with who headed it on the day; ``hidden`` counts heads the reader may not see.

    ``organization_id`` and ``name`` are None where the reader may not open it and the case does not name it.
    """

    name: str | None
    organization_id: int | None
    heads: tuple[Named, ...]
    hidden: int


@dataclass(frozen=True)
class Chain:
    """The chain on the day of the last violation (``is_violation``), else on that of the decision."""

    on: date
    is_violation: bool
    member: Named | None
    links: tuple[Link, ...]


def chain_of(actor: Actor, discipline: Discipline) -> Chain | None:
    """Who answers together with a subject, from the posts on record; None before the decision, whichever body takes it.

    Of a member: the organizations in which posts were held that day, or else the own one. The caller checked the sight
    of the file.
    """
    subject, committed = discipline.subject, _committed_on(discipline.subject_id)
    answer = find_answer(discipline) if discipline.state is State.DECIDED_ELSEWHERE else None
    on = committed or discipline.decided_on or (answer.decided_on if answer else None)
    if on is None or not is_disciplined(discipline):
        return None
    ids = [subject.organization_id]
    if subject.member_id is not None:
        held = [row.organization_id for row in posts_on(subject.member_id, on)]
        ids = list(dict.fromkeys(held)) or ids
    names = visible_names(actor, ids)
    own = None if subject.member_id is not None else subject.name
    return Chain(
        on=on,
        is_violation=committed is not None,
        member=None if subject.member_id is None else _named(actor, subject.member_id, subject.name),
        links=tuple(_link(actor, one, names.get(one), own, on) for one in ids if one is not None),
    )


def _link(actor: Actor, organization_id: int, seen: str | None, own: str | None, on: date) -> Link:
    ids = sorted(secretaries_of(organization_id, on))
    visible = label_of(actor, [f"member-{one}" for one in ids])
    statement = select(Member.id, Member.full_name).where(Member.id.in_(ids)).order_by(Member.id)
    found = [Named(name, key) for key, name in db.session.execute(statement) if f"member-{key}" in visible]
    return Link(seen or own, organization_id if seen else None, tuple(found), len(ids) - len(found))


def _named(actor: Actor, member_id: int, name: str) -> Named:
    return Named(name, member_id if label_of(actor, [f"member-{member_id}"]) else None)


def _committed_on(subject_id: int) -> date | None:
    last = select(func.max(Finding.committed_on)).where(
        Finding.subject_id == subject_id, Finding.type == FindingType.VIOLATION
    )
    return db.session.execute(last).scalar_one()
