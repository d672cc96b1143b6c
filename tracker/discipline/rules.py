"""Pure decisions about discipline: plain values in, verdicts out. The law itself is in ``regulations``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.cases.rules import OK, refuse
from tracker.cases.states import ESTABLISHED_STATES, Outcome
from tracker.cases.states import State as CaseState
from tracker.core.text import message
from tracker.regulations.authority import Answer, Power, Standing, authority, body_of
from tracker.regulations.measures import check_form
from tracker.regulations.sources import Citation, Grade
from tracker.regulations.terms import Form, Level
from tracker.regulations.verdict import Verdict

_HEARING = Citation("296-QĐ/TW", "Điều 12.1", Grade.B)
_COMBINED = Citation("89-QĐ/TW", "", Grade.B)
_VOTE = Citation("22-QĐ/TW", "Điều 15", Grade.A)
AFTER_VOTE = (Citation("06-HD/UBKTTW", "", Grade.A), Citation("08-HD/TW", "mục I.7", Grade.B))


@dataclass(frozen=True)
class Competence:
    """The body that would decide: its kind (``organizations.states.BodyKind``) and level."""

    kind: str
    level: str


def check_proposal(
    state: CaseState, outcome: Outcome | None, kind_allows: bool, has_violation: bool, has_open_record: bool
) -> Verdict:
    """Discipline is proposed for a subject with an established violation at the level that must be disciplined."""
    if not kind_allows:
        reason = message(
            "This kind of work does not lead to discipline itself; an inspection on signs of violation follows."
        )
        return refuse(reason, _COMBINED)
    if state not in ESTABLISHED_STATES or state is CaseState.ARCHIVED:
        return refuse(message("Discipline is proposed after the conclusion and before the archive."), _COMBINED)
    if outcome is not Outcome.MUST_DISCIPLINE or not has_violation:
        return refuse(message("The conclusion does not say that this subject must be disciplined."), _COMBINED)
    if has_open_record:
        return refuse(message("A discipline record of this subject is open."))
    return OK


def check_proposed_form(form: Form, standing: Standing, on: date) -> Verdict:
    """The form exists for such a subject on this date."""
    verdict = check_form(standing.subject, standing.holds_post, form, on)
    if verdict.allowed:
        return verdict
    return Verdict(False, verdict.reason, verdict.citations, verdict.facts, "form")


def power_of(body: Competence, form: Form, standing: Standing, on: date) -> Power:
    """What the body may do with this form against this subject."""
    return authority(body_of(body.kind, body.level), form, standing, on, Level(body.level))


def check_power(power: Power, override_reason: str) -> Verdict:
    """The body may decide; an unconfirmed rule is relied on only with a recorded reason."""
    if power.answer is Answer.DECIDES:
        return power.verdict
    field = "override_reason"
    if power.answer is Answer.UNCONFIRMED and override_reason:
        return Verdict(True, power.verdict.reason, power.verdict.citations, power.verdict.facts)
    if power.answer is Answer.PROPOSES:
        reason = message(
            "This form is above the power of this body: the result is a proposal to the competent body, not a decision."
        )
        return Verdict(False, reason, power.verdict.citations, power.verdict.facts, None)
    return Verdict(False, power.verdict.reason, power.verdict.citations, power.verdict.facts, field)


def check_removed_post(form: Form | None, removed_post: str) -> Verdict:
    """A removal from office names the office."""
    if form is Form.REMOVAL and not removed_post:
        return refuse(message("Say which post the member is removed from."), field="removed_post")
    return OK


def check_vote(self_criticism: bool, heard: bool) -> Verdict:
    """Nobody is voted on before the self-criticism was written and a representative has heard the subject."""
    if not self_criticism:
        return refuse(message("The self-criticism is not recorded yet."), _HEARING)
    if not heard:
        return refuse(message("Before the vote a representative of the body hears the subject."), _HEARING)
    return OK


@dataclass(frozen=True)
class Voted:
    """What a vote gave: the form (None: no discipline), the day of the session once its minutes are closed, and what
    the body may do with that form."""

    form: Form | None
    held_on: date | None
    power: Power | None


def check_decision(voted: Voted) -> Verdict:
    """A decision says what the vote of a closed session said, within the power of the body.

    Where the rule on that power is unconfirmed, the decision is issued with a reason: see ``check_power``.
    """
    if voted.held_on is None:
        return refuse(message("The minutes of the session that voted are not closed yet."), _VOTE)
    if voted.form is None or voted.power is None:
        return refuse(message("No form of discipline reached its majority."), _VOTE)
    if voted.power.answer is Answer.UNCONFIRMED:
        return Verdict(True, voted.power.verdict.reason, voted.power.verdict.citations)
    return check_power(voted.power, "")


@dataclass(frozen=True)
class BarVerdict:
    """What the comparison after the vote gave: the numbers of the violations, those barred for the form voted among
    them, and the articles applied."""

    violations: tuple[int, ...] = ()
    barred: tuple[int, ...] = ()
    citations: tuple[Citation, ...] = ()

    @property
    def bars_everything(self) -> bool:
        """Whether no violation is left that could carry the discipline."""
        return bool(self.violations) and self.barred == self.violations


def check_not_barred(found: BarVerdict) -> Verdict:
    """No discipline is decided where every violation is barred for the form voted."""
    if found.bars_everything:
        reason = message(
            "The time bar of every violation has passed for the form voted (no. %(numbers)s): no discipline is carried"
            " out; the record is closed as barred by time.",
            numbers=_listed(found.barred),
        )
        return refuse(reason, *found.citations)
    if not found.barred:
        return OK
    reason = message(
        "Barred by time and not cited as ground of the decision: violations no. %(numbers)s.",
        numbers=_listed(found.barred),
    )
    return Verdict(True, reason, found.citations)


def check_barring(voted: Voted, found: BarVerdict) -> Verdict:
    """A record ends barred after a vote that this body could decide on, and only when every violation is barred."""
    decision = check_decision(voted)
    if not decision.allowed:
        return decision
    if not found.bars_everything:
        return refuse(message("At least one violation is not barred for the form voted."), *AFTER_VOTE)
    return Verdict(True, check_not_barred(found).reason, found.citations)


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(str(number) for number in numbers)


def check_referral(voted: Voted) -> Verdict:
    """A record goes to the competent body when the form voted is, or may be, above the power of the body."""
    if voted.held_on is None or voted.power is None:
        return check_decision(voted)
    cited = voted.power.verdict.citations
    if voted.power.answer is Answer.DECIDES:
        return refuse(message("This body decides on the form itself; there is nothing to refer."), *cited)
    return Verdict(True, voted.power.verdict.reason, cited)


def check_refraining(voted: Voted) -> Verdict:
    """A record ends without discipline only when the vote gave none."""
    if voted.held_on is None:
        return refuse(message("The minutes of the session that voted are not closed yet."), _VOTE)
    if voted.form is not None:
        return refuse(message("The vote gave a form of discipline; it is decided, not dropped."), _VOTE)
    return OK
