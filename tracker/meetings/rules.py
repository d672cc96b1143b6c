"""Pure decisions about sessions and their votes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from tracker.core.text import Message, clean, message
from tracker.meetings.states import Method, Part, Purpose, Result
from tracker.regulations.procedure import COLLECTIVE, SECRET_BALLOT
from tracker.regulations.sources import Citation
from tracker.regulations.verdict import Verdict
from tracker.regulations.voting import majority

OK = Verdict(True, message("Allowed."))
NO_LIST = message("Record first who is present: without a quorum there is no vote.")


@dataclass(frozen=True)
class Listed:
    """Somebody on the list of those present and absent, as the rules look at it."""

    name: str
    part: Part
    present: bool
    reason: str = ""
    position: str = ""
    member_id: int | None = None


def check_list(people: Sequence[Listed], seats: int, chair: str) -> Verdict:
    """The list names every member of the body once, present or absent with the reason; guests stand beside them.

    Nobody stands there twice, and who chairs is among the members present.
    """
    if any(not row.name.strip() for row in people):
        return _no(message("Every line of the list has a name. Fill it in, or take the line off."), "people")
    members = sum(row.part is Part.MEMBER for row in people)
    if members != seats:
        words = {"named": members, "seats": seats}
        return _no(
            message(
                "The list names %(named)s members, but the body has %(seats)s; every member stands on it,"
                " present or absent.",
                **words,
            ),
            "people",
        )
    for row in people:
        if not row.present and not row.reason.strip():
            return _no(message("Say why %(name)s is absent.", name=row.name), "people")
    for row, other in combinations(people, 2):
        if _is_same(row, other):
            reason = message("%(name)s is on the list twice; tell namesakes apart by their positions.", name=row.name)
            return _no(reason, "people")
    if not any(row.part is Part.MEMBER and row.present and _bare(row.name) == _bare(chair) for row in people):
        reason = message(
            "%(name)s chairs the session but is not among the members present; name a deputy in the plan.", name=chair
        )
        return _no(reason, "people")
    return OK


def _is_same(one: Listed, other: Listed) -> bool:
    """Whether two lines are about one person: the same Party member, or one name that nothing tells apart."""
    if one.member_id and other.member_id:
        return one.member_id == other.member_id
    return (_bare(one.name), _bare(one.position)) == (_bare(other.name), _bare(other.position))


def _bare(name: str) -> str:
    return " ".join(clean(name).casefold().split())


@dataclass(frozen=True)
class Room:
    """Who may vote on one item: ``members`` of the body less those recused, and how many of them are ``present``."""

    members: int
    present: int


def room_of(seats: int, present: int, recused_present: int, recused_absent: int) -> Room:
    """The room of one item: who is recused is neither in the total nor among those present."""
    return Room(seats - recused_present - recused_absent, present - recused_present)


@dataclass(frozen=True)
class Tally:
    """The figures of a vote on a draft. ``issued`` and ``invalid`` are those of ballot papers."""

    votes_for: int
    votes_against: int
    votes_blank: int
    issued: int | None = None
    invalid: int = 0

    @property
    def valid(self) -> int:
        """The votes that count."""
        return self.votes_for + self.votes_against + self.votes_blank


def check_tally(tally: Tally, method: Method, room: Room) -> Verdict:
    """The figures agree with those present, less the recused: hands with all of them, ballots with the papers."""
    if method is Method.HANDS:
        return _check_hands(tally, room)
    if tally.issued is None:
        return _no(message("Say how many ballot papers were handed out."), "issued")
    if tally.issued > room.present:
        words = {"issued": tally.issued, "present": room.present}
        return _no(
            message(
                "%(issued)s papers, but %(present)s who may vote are present. Each of those present gets"
                " one paper; count again.",
                **words,
            ),
            "issued",
        )
    return check_papers(tally.valid, tally.invalid, tally.issued)


def _check_hands(tally: Tally, room: Room) -> Verdict:
    if tally.issued is not None or tally.invalid:
        return _no(
            message("A show of hands has no ballot papers. Leave this empty, or choose the secret ballot."), "issued"
        )
    words = {"cast": tally.valid, "present": room.present}
    if tally.valid != room.present:
        return _no(
            message(
                "%(cast)s votes, but %(present)s who may vote are present. Each of those present has one"
                " vote; count again.",
                **words,
            ),
            "votes_for",
        )
    return OK


def check_cast(valid: int, invalid: int, issued: int | None, room: Room) -> Verdict:
    """Ballots on discipline: not more came back, or were handed out, than there are people in the room to vote."""
    if valid + invalid > room.present:
        words = {"cast": valid + invalid, "present": room.present}
        return _no(
            message(
                "%(cast)s votes, but %(present)s who may vote are present. Each of those present has one"
                " vote; count again.",
                **words,
            ),
            "issued",
        )
    if issued is not None and issued > room.present:
        words = {"issued": issued, "present": room.present}
        return _no(
            message(
                "%(issued)s papers, but %(present)s who may vote are present. Each of those present gets"
                " one paper; count again.",
                **words,
            ),
            "issued",
        )
    return OK


def check_result(result: Result, votes_for: int, members: int, held_on: date) -> Verdict:
    """An item is adopted only by the majority that the rule asks for, and has not failed when it has it."""
    if result is Result.WITHDRAWN:
        return _no(
            message("What was voted on was not taken off the agenda. A vote ends with its result; choose another."),
            "result",
        )
    verdict = majority(members, votes_for, held_on)
    if result is Result.ADOPTED or not verdict.allowed or result is Result.RETURNED:
        return verdict if result is Result.ADOPTED else OK
    reason = message("%(votes)s of %(members)s voted for it: it is adopted.", votes=votes_for, members=members)
    return Verdict(False, reason, verdict.citations, verdict.facts, "result")


def check_method(purpose: Purpose, method: Method) -> Verdict:
    """Discipline is voted on by secret ballot; the other items as the session decides."""
    if purpose is Purpose.DISCIPLINE and method is not Method.BALLOT:
        return _no(
            message(
                "Discipline is voted on by secret ballot. So nobody is bound by how others vote; choose the ballot."
            ),
            "method",
            (SECRET_BALLOT,),
        )
    return OK


def check_left_out(left_out: int, reason: str) -> Verdict:
    """Members are left out of the total only with the reason in the minutes."""
    if left_out and not reason.strip():
        return _no(message("Say who is left out of the total, and why."), "left_out_reason")
    return OK


def check_papers(valid: int, invalid: int, issued: int | None) -> Verdict:
    """Not more ballot papers came back than were handed out."""
    if issued is not None and valid + invalid > issued:
        reason = message(
            "%(returned)s ballot papers came back, but only %(issued)s were handed out; count again.",
            returned=valid + invalid,
            issued=issued,
        )
        return _no(reason, "issued")
    return OK


def check_date(held_on: date, today: date) -> Verdict:
    """Votes are recorded on the day of the session or later."""
    if held_on > today:
        return _no(message("The session is on %(on)s, so nothing was voted yet; record it then.", on=held_on))
    return OK


def check_unchanged(is_changed: bool) -> Verdict:
    """What was voted on is still what stands in the file: another text needs another vote."""
    if is_changed:
        reason = message("The text changed after the vote was opened: the vote is void, a new one is needed.")
        return _no(reason, None, (COLLECTIVE,))
    return OK


def absences(people: Sequence[Listed]) -> str:
    """The absent members with their reasons, in one line."""
    gone = [row for row in people if row.part is Part.MEMBER and not row.present]
    return "; ".join(f"{row.name} ({row.reason})" for row in gone)


def tally_of(counts: Mapping[str, int] | None) -> Tally:
    """The kept figures of a vote on a draft."""
    kept = counts or {}
    votes = kept.get("for", 0), kept.get("against", 0), kept.get("blank", 0)
    return Tally(votes[0], votes[1], votes[2], kept.get("issued"), kept.get("invalid", 0))


def _no(reason: Message, field: str | None = None, law: tuple[Citation, ...] = ()) -> Verdict:
    return Verdict(False, reason, law, field=field)
