"""Whom something is about: organizations and members picked together, by the keys of the pickers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from tracker.access import Actor
from tracker.core.errors import RuleViolation
from tracker.core.text import message
from tracker.extensions import Placed
from tracker.members.queries.history import describe_on
from tracker.members.queries.search import find_members, get_member, id_of, label_of
from tracker.members.states import SubjectType
from tracker.organizations import queries as organizations


@dataclass(frozen=True)
class PickedSubject:
    """An organization or a member as the records have it on a day. ``place`` stands where the subject stands.

    ``organization_id`` is the subject itself, or the home organization of the member.
    """

    type: SubjectType
    organization_id: int
    member_id: int | None
    name: str
    description: str
    place: Placed


class _Keyed(Protocol):
    @property
    def type(self) -> SubjectType: ...

    @property
    def member_id(self) -> int | None: ...

    @property
    def organization_id(self) -> int: ...


def key_of(subject: _Keyed) -> str:
    """How a picker names somebody who is stored as a subject."""
    is_member = subject.type is SubjectType.MEMBER
    return f"member-{subject.member_id}" if is_member else f"org-{subject.organization_id}"


def find_subjects(actor: Actor, text: str) -> list[tuple[str, str]]:
    """(key, label) of the organizations, then the members in scope that match."""
    return [*organizations.find_organizations(actor, text), *find_members(actor, text)]


def subject_labels(actor: Actor, keys: list[str]) -> dict[str, str]:
    """The labels of those of the keys that name somebody in scope."""
    return {**organizations.label_of(actor, keys), **label_of(actor, keys)}


def pick_subjects(actor: Actor, keys: Sequence[str], on: date) -> list[PickedSubject]:
    """The subjects that the keys of a picker name, under the names of the day; each once, in the order picked.

    Raises ``NotVisible`` for one out of scope, ``RuleViolation`` for a key that names nothing.
    """
    return [_pick(actor, key, on) for key in dict.fromkeys(keys)]


def _pick(actor: Actor, key: str, on: date) -> PickedSubject:
    member_id, organization_id = id_of(key), organizations.id_of(key)
    if member_id is not None:
        member = get_member(actor, member_id)
        described = describe_on(member.id, on)
        return PickedSubject(SubjectType.MEMBER, member.organization_id, member.id, member.full_name, described, member)
    if organization_id is None:
        raise RuleViolation(
            message("A subject is unknown. Only who stands in the records is picked; search again."), field="subjects"
        )
    organization = organizations.get_organization(actor, organization_id)
    name = organizations.name_on(organization.id, on)
    return PickedSubject(SubjectType.ORGANIZATION, organization.id, None, name, "", organization)
