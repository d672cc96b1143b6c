"""Who takes over what an ending organization's bodies had in hand. Pure."""

from collections.abc import Collection, Mapping
from datetime import date

from tracker.access import Role
from tracker.core.errors import RuleViolation
from tracker.core.text import message
from tracker.organizations.states import BODY_KIND_LABELS, BodyKind
from tracker.regulations.sources import Citation, Grade

# Organizations that have ended stay subjects, and their successors answer for open work (process.md 9).
BASIS = (Citation("296-QĐ/TW", "Điều 1", Grade.B),)

# Which kind of body of the successor takes over, in this order.
HEIRS: dict[BodyKind, tuple[BodyKind, ...]] = {
    BodyKind.COMMITTEE: (BodyKind.COMMITTEE, BodyKind.CELL_MEETING),
    BodyKind.STANDING_COMMITTEE: (BodyKind.STANDING_COMMITTEE, BodyKind.COMMITTEE),
    BodyKind.COMMISSION: (BodyKind.COMMISSION,),
    BodyKind.CELL_MEETING: (BodyKind.CELL_MEETING, BodyKind.COMMITTEE),
}


def heirs_of(
    bodies: Mapping[BodyKind, int], heirs: Mapping[BodyKind, int], *, complete_for: str | None = "successor"
) -> dict[int, int]:
    """Old body → body of the successor. Raises ``RuleViolation`` beside ``complete_for`` where one has no body for the
    work; None: those are left out."""
    found = {}
    for kind, body_id in bodies.items():
        heir = next((heirs[wanted] for wanted in HEIRS[kind] if wanted in heirs), None)
        if heir is None and complete_for:
            reason = message(
                "The successor has no body that can take over from this one (%(kind)s); set it up first.",
                kind=message(BODY_KIND_LABELS[kind]),
            )
            raise RuleViolation(reason, BASIS, field=complete_for)
        if heir is not None:
            found[body_id] = heir
    return found


# Of each group one office goes on: whoever leads or administers the heir does, and the newcomer does not beside him.
_LEADING = (
    frozenset({Role.CHAIR, Role.VICE_CHAIR}),
    frozenset({Role.COMMITTEE_LEADER}),
    frozenset({Role.ADMINISTRATOR}),
)


def roles_kept(roles: Collection[Role], led: Collection[Role]) -> set[Role]:
    """What an account may still do when it passes to an organization whose accounts have the roles ``led``.

    To lead needs an election or appointment there, which the administrator enters; until then one works as an officer.
    """
    gone = {role for group in _LEADING if group & set(led) for role in group}
    return set(roles) - gone or {Role.OFFICER}


def check_not_about_heir(is_about_heir: bool, where: str) -> None:
    """Nobody carries on a case about himself: then another successor is named, or the organization above."""
    if is_about_heir:
        reason = message(
            "Part of the open work is about the successor itself, which therefore cannot carry it on; name another"
            " successor, or the organization above."
        )
        raise RuleViolation(reason, BASIS, field=where)


def check_not_on_agenda(waits: bool) -> None:
    """A session goes to the one successor with its agenda; a case that others take over is taken off it first."""
    if waits:
        reason = message("A case that others take over is on the agenda of a planned session; take it off first.")
        raise RuleViolation(reason, BASIS, field="heirs")


def check_handing_on(changes: Collection[date], on: date, today: date) -> None:
    """Work of a living organization passes on only from the day on which it was divided or took over another."""
    if not changes:
        reason = message("Only an organization that was divided, or that took over another, hands on open work.")
        raise RuleViolation(reason, BASIS)
    if on > today:
        raise RuleViolation(
            message("This day is still to come. Only what has happened is recorded; give that day."), (), "on"
        )
    if on < min(changes):
        reason = message(
            "The day lies before the reorganization of %(day)s. Work is handed on from that day; give a later one.",
            day=min(changes),
        )
        raise RuleViolation(reason, BASIS, "on")


def check_arrived(arrived_on: date | None, on: date) -> None:
    """A case that came from another body goes on from the day on which it came at the earliest."""
    if arrived_on is not None and on < arrived_on:
        reason = message(
            "One of the cases came here only on %(day)s; it goes on from that day at the earliest.", day=arrived_on
        )
        raise RuleViolation(reason, BASIS, "on")


def check_successor(has_successor: bool, bodies: Collection[BodyKind], members: int) -> None:
    """An organization with bodies or members does not end without somebody who takes over.

    Asked of every organization that has bodies, whether or not a case is open, so that the answer tells nothing of
    cases that the reader may not know of.
    """
    if has_successor:
        return
    if members:
        reason = message("Members belong to this organization; name the successor to which they pass.")
        raise RuleViolation(reason, BASIS, field="successor")
    if bodies:
        reason = message("Name the successor: its bodies take over the open cases and recommendations.")
        raise RuleViolation(reason, BASIS, field="successor")
