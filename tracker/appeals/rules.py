"""Pure decisions about one complaint: whether it is handled, whether a refusal is true, whether a decision holds and
says what the case that handles it ruled."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.appeals.states import State as AppealState
from tracker.cases.rules import OK, refuse
from tracker.cases.states import Ruling, State
from tracker.core.text import clean, message
from tracker.regulations.appeals import (
    Ground,
    Instance,
    Outcome,
    Place,
    appeal_row,
    check_entitled,
    check_hearer,
    check_relied,
    check_window,
    is_last,
)
from tracker.regulations.calendar import Calendar
from tracker.regulations.limits import Limit
from tracker.regulations.measures import weight
from tracker.regulations.presence import quorum, recusal_rule
from tracker.regulations.procedure import ARCHIVE, PROCEDURE
from tracker.regulations.sources import Citation, Grade
from tracker.regulations.terms import Form, Role
from tracker.regulations.verdict import Verdict
from tracker.regulations.voting import threshold

# A decision on a complaint is one on discipline: adopted by more than half of the members of the body. That the share
# of 22-QĐ/TW holds for it too is an inference.
ADOPTION = Citation("22-QĐ/TW", "Điều 15.3.2", Grade.C)
# A case on a complaint ends with the decision on it, done to the discipline as it says (process.md 1.9 h, 1.11). That a
# complaint which is handled in a case gets no other decision is an inference.
ONE_DECISION = Citation("89-QĐ/TW", "", Grade.C)


# What a higher body is told of a decision that it named and that is not there: never why.
NOT_FOUND = message(
    "No decision in force of a lower body about a subject of this case has this number, issuer and day. Compare them"
    " with the copy of the decision that came with the complaint."
)
NOT_IN_FORCE = message(
    "Only a discipline in force is complained about. A complaint follows the written decision, and ends with what it is"
    " about."
)
CASE_CANCELLED = message(
    "The case that handled this petition was cancelled. Nothing is ruled in it any more; the petition is decided on"
    " anew."
)
RECORDED_ALREADY = message(
    "This complaint is recorded already. A complaint stands once in the records, so that it is counted and decided"
    " once."
)
# A case that ended takes no complaint any more.
CLOSED_STATES = frozenset({State.CANCELLED, State.ARCHIVED})


@dataclass(frozen=True)
class Filed:
    """A complaint as the rules look at it. ``unanswered``: an earlier one is still being handled."""

    by_subject: bool
    received_on: date
    decision_received_on: date
    decider: Instance
    hearer: Instance
    place: Place
    form: Form
    unanswered: bool


@dataclass(frozen=True)
class CaseRuling:
    """The decision that the case on a complaint ended with, as its session adopted it.

    ``new_form`` is that of a changed decision; None there where only the words of the paper name it.
    """

    ruling: Ruling
    new_form: Form | None
    session_on: date
    members: int
    votes_for: int
    decision: str
    decided_on: date


@dataclass(frozen=True)
class Voters:
    """What is known of a body on the day of its vote: ``out`` are its members who stay out, each with the reason.

    ``of_day``: its seats are those of that day; else only today's are known. ``present``: of those who may vote, by the
    list of the session.
    """

    body: str
    seats: int
    of_day: bool
    out: tuple[str, ...] = ()
    present: int | None = None

    @property
    def entitled(self) -> int:
        """How many may vote."""
        return self.seats - len(self.out)


@dataclass(frozen=True)
class Count:
    """The figures of a vote as they are typed; ``reason`` says why ``members`` are not those the program knows."""

    members: int
    present: int
    votes_for: int
    reason: str = ""


@dataclass(frozen=True)
class Named:
    """A decision as somebody names it: its number and sign, who decided, on which day."""

    sign: str
    issuer: str
    on: date


@dataclass(frozen=True)
class Law:
    """The office's own limits and calendar."""

    limits: tuple[Limit, ...]
    calendar: Calendar


def is_named(given: Named, stands: Named | None) -> bool:
    """Whether a decision is exactly the one that is named. Case, spaces and the place of a tone mark say nothing."""
    if stands is None or given.on != stands.on:
        return False
    signs = {_plain(bare_sign(one.sign)).lstrip("0") for one in (given, stands)}
    return len(signs) == 1 and _plain(given.issuer) == _plain(stands.issuer)


def bare_sign(sign: str) -> str:
    """A typed number may bring its own words: ``"Quyết định số 64-QĐ/UBKTTU"`` → ``"64-QĐ/UBKTTU"``."""
    bare = sign.strip()
    for word in ("quyết định", "số"):
        if bare.lower().startswith(f"{word} "):
            bare = bare[len(word) :].strip()
    return bare


def _plain(text: str) -> str:
    return " ".join(clean(text).casefold().replace("ủy", "uỷ").split())


def obstacles(filed: Filed, law: Law) -> dict[Ground, Verdict]:
    """The grounds, among those that the record itself tells, on which this complaint is not handled."""
    on = filed.received_on
    found = {
        Ground.NOT_ENTITLED: check_entitled(filed.by_subject, on),
        Ground.LATE: check_window(filed.decision_received_on, on, filed.decider.level, law.limits, law.calendar),
        Ground.FINAL: _not(is_last(filed.decider, filed.form, on)),
        Ground.UNANSWERED: check_answered(filed.unanswered, on),
    }
    early = on < filed.decision_received_on
    if early:
        found[Ground.NOT_RECEIVED] = found.pop(Ground.LATE)
    return {ground: verdict for ground, verdict in found.items() if not verdict.allowed}


_ADOPTED = ("session_on", "members", "votes_for", "decision", "decided_on")
TOLD_BY_RECORD = frozenset({Ground.NOT_ENTITLED, Ground.LATE, Ground.FINAL, Ground.UNANSWERED, Ground.NOT_RECEIVED})


def check_answered(unanswered: bool, on: date) -> Verdict:
    """A body handles one complaint at a time: the earlier one is decided first."""
    row = appeal_row("refusal", on)
    reason = message(
        "An earlier complaint against this discipline is still being handled. A body handles one"
        " complaint at a time; decide on the earlier one first."
    )
    return Verdict(not unanswered, reason, (row.citation,))


def check_acceptance(filed: Filed, law: Law, override_reason: str) -> Verdict:
    """Whether the complaint is handled by this body: nothing stands against it, and the body is on the ladder."""
    for ground, verdict in obstacles(filed, law).items():
        # two complaints are never handled at once, whatever the reason
        relied = verdict if ground is Ground.UNANSWERED else check_relied(verdict, override_reason)
        if not relied.allowed:
            return relied
    ladder = check_hearer(filed.decider, filed.hearer, filed.place, filed.received_on)
    return check_relied(ladder, override_reason)


def check_refusal(ground: Ground, found: dict[Ground, Verdict], on: date) -> Verdict:
    """A ground that the record tells must be true; the others are the words of who refuses."""
    if ground not in TOLD_BY_RECORD:
        row = appeal_row("refusal", on)
        return Verdict(True, message(row.text), (row.citation,))
    if ground in found:
        return Verdict(True, found[ground].reason, found[ground].citations)
    return refuse(
        message(
            "The record does not bear this ground out. A complaint is refused only on a ground that"
            " holds; choose another."
        ),
        appeal_row("refusal", on).citation,
        field="ground",
    )


def check_order(days: Iterable[tuple[str, date]]) -> Verdict:
    """Days that follow each other; a refusal names the field of the one that lies too early."""
    last: date | None = None
    for field, day in days:
        if last is not None and day < last:
            return refuse(
                message(
                    "This day lies before the step that goes before it. The steps follow one another; correct"
                    " one of the two days."
                ),
                PROCEDURE,
                field=field,
            )
        last = day
    return OK


def check_votes(members: int, votes_for: int, form: Form, on: date) -> Verdict:
    """As many of all who may vote as a decision on the form needs voted for it."""
    row = threshold(form, Role.DECIDING, on)
    law, facts = (row.citation, ADOPTION), {"members": members, "votes_for": votes_for}
    if votes_for > members:
        return Verdict(
            False,
            message("There are more votes than members, though each member has one. Count again."),
            law,
            facts,
            "votes_for",
        )
    reason = message(
        "The decision needs the votes of more than half of the members of the body: all who may"
        " vote count, not only who came."
    )
    return Verdict(votes_for >= row.needed(members), reason, law, facts, "votes_for")


def check_count(count: Count, voters: Voters, form: Form, on: date) -> Verdict:
    """The figures of a vote that no session of this program took: they agree with the body that decides, a quorum was
    there, and the share that the form needs was reached."""
    entitled = _check_entitled(count, voters, on)
    if not entitled.allowed:
        return entitled
    if count.present > count.members:
        words = {"present": count.present, "members": count.members}
        return refuse(
            message("%(present)s present, but only %(members)s may vote. Count only who may vote.", **words),
            recusal_rule(on),
            field="present",
        )
    if voters.present is not None and count.present > voters.present:
        reason = message(
            "The list of the session has %(present)s present who may vote. The record follows that"
            " list; correct the number or the list.",
            present=voters.present,
        )
        return refuse(reason, recusal_rule(on), field="present")
    quorate = quorum(count.present, count.members, on)
    if not quorate.allowed:
        return quorate
    if count.votes_for > count.present:
        words = {"cast": count.votes_for, "present": count.present}
        reason = message(
            "%(cast)s votes, but %(present)s who may vote are present. Each of those present has one"
            " vote; count again.",
            **words,
        )
        return refuse(reason, quorate.citations[0], field="votes_for")
    return check_votes(count.members, count.votes_for, form, on)


def _check_entitled(count: Count, voters: Voters, on: date) -> Verdict:
    """Not more than the body has on the day; fewer, or another number for a day whose seats are not known, only with
    the reason that is kept."""
    may = voters.entitled
    words = {"body": voters.body, "seats": voters.seats, "entitled": may}
    told = message("%(body)s has %(seats)s members who may vote.", **words)
    if voters.out:
        names = "; ".join(voters.out)
        told = message(
            "Of %(seats)s members %(entitled)s may vote; out of the count: %(names)s.",
            **words,
            names=names,
        )
    if count.members > may and voters.of_day:
        reason = message("%(told)s More cannot have voted.", told=told)
        return refuse(reason, recusal_rule(on), field="members")
    if count.members != may and not count.reason.strip():
        reason = message("%(told)s Say why it was another number: who else stayed out, or the seats then.", told=told)
        return refuse(reason, recusal_rule(on), field="count_reason")
    return OK


def outcome_of(ruling: CaseRuling, old: Form) -> Outcome | None:
    """What a ruling makes of a discipline of this form; None where the ruling does not name the new form."""
    if ruling.ruling is not Ruling.CHANGE:
        return {Ruling.UPHOLD: Outcome.UPHELD, Ruling.ANNUL: Outcome.ANNULLED}[ruling.ruling]
    if ruling.new_form is None:
        return None
    return Outcome.LIGHTER if weight(ruling.new_form) < weight(old) else Outcome.HEAVIER


def check_follows(ruling: CaseRuling, old: Form, given: Mapping[str, object]) -> Verdict:
    """What is recorded of the decision says what the case ruled; ``given`` are the recorded values by their field."""
    outcome = outcome_of(ruling, old)
    if outcome is None and given["outcome"] not in (Outcome.LIGHTER, Outcome.HEAVIER):
        reason = message(
            "The case that handles this complaint ruled otherwise. A complaint has one decision:"
            " record what the case decided."
        )
        return refuse(reason, ONE_DECISION, field="outcome")
    expected: dict[str, object] = {"outcome": outcome, "new_form": ruling.new_form} if outcome else {}
    expected |= {name: getattr(ruling, name) for name in _ADOPTED}
    wrong = next((name for name, value in expected.items() if given[name] != value), None)
    if wrong is None:
        return OK
    return refuse(
        message(
            "The case that handles this complaint ruled otherwise. A complaint has one decision:"
            " record what the case decided."
        ),
        ONE_DECISION,
        field=wrong,
    )


def check_accepted_once(on: date, petition_accepted_on: date | None) -> Verdict:
    """A complaint that a petition brought is accepted with the petition, not a second time."""
    if petition_accepted_on is None or on == petition_accepted_on:
        return OK
    reason = message(
        "The petition was accepted on %(day)s; the complaint is the same matter.", day=petition_accepted_on
    )
    return refuse(reason, ONE_DECISION, field="accepted_on")


def check_opens_archive(archived: bool, *, is_leader: bool) -> Verdict:
    """A complaint accepted after the archive opens the file again, which only the leader decides."""
    reason = message("The file is archived: the complaint is accepted by the leader, who opens it again with that.")
    return OK if is_leader or not archived else refuse(reason, ARCHIVE)


def check_handled(is_ended: bool) -> Verdict:
    """A complaint that a case handles is decided by that case, once its decision was issued."""
    reason = message(
        "The case that handles this complaint has not ended with its decision yet. A complaint"
        " has one decision, which is the one of the case; wait for it."
    )
    return OK if is_ended else refuse(reason, ONE_DECISION)


def check_unlinking(state: AppealState, *, heard_above: bool, is_ruled: bool) -> Verdict:
    """A link made by mistake is taken off while nothing rests on it: nobody was heard, the case has not ruled, and no
    archived file was opened by an acceptance."""
    loose = {AppealState.RECEIVED, AppealState.ACCEPTED} if heard_above else {AppealState.RECEIVED}
    if state in loose and not is_ruled:
        return OK
    return refuse(
        message(
            "What was done since rests on this link, so it is not taken off any more: what a step"
            " rested on stays on record."
        )
    )


def check_words(signer: str, reason: str, executors: str, recipients: Iterable[str]) -> Verdict:
    """A decision issued here says who signs, why, who carries it out and who gets it."""
    words = {"signer": signer, "reason": reason, "executors": executors, "recipients": "".join(recipients)}
    missing = next((field for field, value in words.items() if not value.strip()), None)
    return (
        OK
        if missing is None
        else refuse(
            message("The decision issued here needs this. Without it the paper is not complete; fill it in."),
            field=missing,
        )
    )


def _not(verdict: Verdict) -> Verdict:
    return Verdict(not verdict.allowed, verdict.reason, verdict.citations, verdict.facts)
