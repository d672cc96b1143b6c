"""What must have happened before each step of a record, and what a vote leads to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.cases.rules import OK, refuse
from tracker.cases.states import ESTABLISHED_STATES, Outcome
from tracker.cases.states import State as CaseState
from tracker.core.text import message
from tracker.discipline.rules.combining import RECORD_OPEN
from tracker.discipline.states import OPEN_STATES, WEIGHING_STATES, State
from tracker.regulations.authority import Power, Standing
from tracker.regulations.measures import check_form
from tracker.regulations.procedure import ARCHIVE, PROCEDURE, SECRET_BALLOT
from tracker.regulations.sources import Citation, Grade
from tracker.regulations.terms import Form, Role
from tracker.regulations.verdict import Verdict

_HEARING = Citation("296-QĐ/TW", "Điều 12.1", Grade.B)
_COMBINED = Citation("89-QĐ/TW", "", Grade.B)
_ONCE = Citation("69-QĐ/TW", "", Grade.B)
_EXEMPTION = Citation("08-HD/TW", "", Grade.B)
VOTE_LAW = SECRET_BALLOT


def check_proposal(
    state: CaseState, outcome: Outcome | None, kind_allows: bool, has_violation: bool, record: State | None
) -> Verdict:
    """Discipline is proposed for a subject with an established violation at the level that must be disciplined.

    ``record``: where the discipline of the subject in this case stands, unless it was annulled: what a case found is
    disciplined once, by one form (69-QĐ/TW; grade B).
    """
    if not kind_allows:
        reason = message(
            "This kind of work does not lead to discipline itself; an inspection on signs of violation follows."
        )
        return refuse(reason, _COMBINED)
    if state not in ESTABLISHED_STATES or state is CaseState.ARCHIVED:
        return refuse(
            message(
                "Discipline is proposed after the conclusion and before the archive. It rests on what was concluded."
            ),
            _COMBINED,
        )
    if outcome is not Outcome.MUST_DISCIPLINE or not has_violation:
        return refuse(
            message(
                "The conclusion does not say that this subject must be disciplined. Discipline rests on"
                " the conclusion; only what it calls for is proposed."
            ),
            _COMBINED,
        )
    if record in OPEN_STATES:
        return refuse(RECORD_OPEN, PROCEDURE)
    if record is not None:
        reason = message("Discipline of this subject was decided on already: one violation is disciplined once.")
        return refuse(reason, _ONCE)
    return OK


def check_suspending(kind_allows: bool, state: CaseState) -> Verdict:
    """A subject is suspended in a case that is decided, not over, and of a kind that leads to discipline."""
    if not kind_allows:
        reason = message("Nobody is suspended in work of this kind; an inspection on signs of violation follows.")
        return refuse(reason, _COMBINED)
    if state in (CaseState.DRAFT, CaseState.CANCELLED):
        return refuse(
            message(
                "Nobody is suspended in a case that is not decided yet or was cancelled. A suspension"
                " protects work under way."
            ),
            PROCEDURE,
        )
    if state is CaseState.ARCHIVED:
        return refuse(
            message("An archived case is read only: nothing of it changes unless the leader opens it again."), ARCHIVE
        )
    return OK


def check_proposed_form(form: Form, standing: Standing, on: date) -> Verdict:
    """The form exists for such a subject on this date."""
    verdict = check_form(standing.subject, standing.holds_post, form, on)
    if verdict.allowed:
        return verdict
    return Verdict(False, verdict.reason, verdict.citations, verdict.facts, "form")


def check_removed_post(form: Form | None, removed_post: str) -> Verdict:
    """A removal from office names the office."""
    if form is Form.REMOVAL and not removed_post:
        return refuse(message("Say which post the member is removed from."), field="removed_post")
    return OK


def check_vote(self_criticism: bool, heard: bool) -> Verdict:
    """Nobody is put to the vote before the self-criticism was written and a representative has heard the subject.

    So in the usual procedure and in the combined one, whose record is under review from its first day.
    """
    if not self_criticism:
        return refuse(
            message(
                "The self-criticism is not recorded yet. The subject criticizes itself before anybody"
                " votes; record it first."
            ),
            _HEARING,
        )
    if not heard:
        return refuse(
            message(
                "Before the vote a representative of the body hears the subject. Nobody is disciplined"
                " unheard; record the hearing first."
            ),
            _HEARING,
        )
    return OK


@dataclass(frozen=True)
class Voted:
    """What a vote gave: the form (None: no discipline), the day of the session once its minutes are closed, what the
    body may do with that form, and in what role it voted on it.

    ``goes_up``: a form that the body may only propose was asked for and did not reach its share.
    """

    form: Form | None
    held_on: date | None
    power: Power | None
    role: Role | None = None
    goes_up: bool = False


def check_refraining(voted: Voted) -> Verdict:
    """A record ends without discipline only when the vote gave none."""
    if voted.held_on is None:
        return refuse(
            message(
                "The minutes of the session that voted are not closed yet. The result of a vote stands"
                " with the minutes; close them first."
            ),
            VOTE_LAW,
        )
    if voted.form is not None:
        return refuse(message("The vote gave a form of discipline; it is decided, not dropped."), VOTE_LAW)
    return OK


def check_circumstances_open(state: State) -> Verdict:
    """Circumstances are weighed before the decision; afterwards they stand as they were weighed."""
    if state not in WEIGHING_STATES:
        return refuse(
            message(
                "Circumstances are recorded before the decision. The form is weighed with them, and what"
                " is decided stands."
            ),
            PROCEDURE,
            field="note",
        )
    return OK


def check_exemption(voted: Voted, exempting: Sequence[str]) -> Verdict:
    """A record ends as exempted after the vote, and only with a recorded exempting circumstance.

    ``exempting`` are the articles of those recorded ("" where no list was read). The vote comes first in every case
    (HD 06-HD/UBKTTW).
    """
    if voted.held_on is None:
        return refuse(
            message(
                "The minutes of the session that voted are not closed yet. The result of a vote stands"
                " with the minutes; close them first."
            ),
            VOTE_LAW,
        )
    if not exempting:
        return refuse(
            message("No exempting circumstance is recorded. Only such a circumstance exempts; record it first."),
            _EXEMPTION,
        )
    return Verdict(True, message("An exempting circumstance is recorded."), (_EXEMPTION,))
