"""The secret ballot: who votes in what role, what the ballots give, the minutes of the tellers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tracker.access import Actor, Permission
from tracker.audit.services import record
from tracker.cases.models import CaseSubject
from tracker.cases.queries import CaseFile
from tracker.cases.rules import OK, check_not_before, check_not_future, refuse
from tracker.core import clock
from tracker.core.errors import Conflict, NotVisible, RuleViolation
from tracker.core.text import message
from tracker.discipline import queries, rules
from tracker.discipline.models import Discipline
from tracker.discipline.papers import MinutesWords, abstract_of_minutes, compose_minutes
from tracker.discipline.services.checklist import settle_steps
from tracker.discipline.services.moving import competence_of, move, note_override, prepare
from tracker.discipline.states import Action, State, Step
from tracker.documents.approval import require_issue
from tracker.documents.contexts import BallotMinutesPaper
from tracker.documents.services import NewPaper, issue_paper
from tracker.documents.states import TYPE_SIGNS, PaperType
from tracker.extensions import db
from tracker.meetings.models import AgendaItem, Meeting
from tracker.meetings.services import Poll, Question, annul_vote, check_text_stands, record_ballots, void_ballot
from tracker.meetings.states import Purpose, SessionState
from tracker.meetings.texts import guards_vote, says_role
from tracker.organizations.models import Body
from tracker.regulations.authority import Answer, Power
from tracker.regulations.measures import forms_for, rows_for
from tracker.regulations.procedure import SECRET_BALLOT
from tracker.regulations.terms import Form, Role
from tracker.regulations.verdict import Verdict

_ROLES_OF = {Answer.DECIDES: Role.DECIDING, Answer.PROPOSES: Role.PROPOSING}


@dataclass(frozen=True)
class Ballot:
    """A secret ballot as it was taken. ``role`` says in what role the body voted where the table leaves that
    unconfirmed (None: as is probable); ``override_reason`` why."""

    poll: Poll
    role: Role | None = None
    override_reason: str = ""


def ballot_powers(discipline: Discipline, on: date) -> dict[Form, Power]:
    """What the body may do with each form of the ballot paper on the day of the session."""
    standing = queries.standing_of_record(discipline, on)
    body = db.session.get_one(Body, discipline.body_id)
    forms = forms_for(standing.subject, discipline.holds_post, on)
    return rules.powers_of(competence_of(body), forms, standing, on)


@says_role
def role_on(item: AgendaItem) -> Role | None:
    """In what role the body votes on the form proposed, surely or probably; None where neither is known."""
    own = Discipline.subject_id == item.subject_id, Discipline.state.in_((State.REVIEWING, State.VOTED))
    statement = select(Discipline).where(*own).options(joinedload(Discipline.subject))
    discipline = db.session.execute(statement).scalars().first()
    if discipline is None:
        return None
    held_on = db.session.get_one(Meeting, item.meeting_id).held_on
    power = ballot_powers(discipline, held_on).get(discipline.proposed_form)
    return _ROLES_OF.get(power.probable or power.answer) if power else None


def check_heard(discipline: Discipline) -> Verdict:
    """Whether the self-criticism and the hearing are on record, without which nobody is put to the vote."""
    return rules.check_vote(bool(discipline.self_criticism_on), bool(discipline.heard_on))


@guards_vote(Purpose.DISCIPLINE)
def check_ready(item: AgendaItem) -> Verdict:
    """The same before the vote of an item is opened; the hearing is not after the session, whose day may have moved."""
    own = Discipline.subject_id == item.subject_id, Discipline.state == State.REVIEWING
    discipline = db.session.execute(select(Discipline).where(*own)).scalar_one_or_none()
    if discipline is None:
        return OK
    verdict = check_heard(discipline)
    if not verdict.allowed:
        return verdict
    held_on = db.session.get_one(Meeting, item.meeting_id).held_on
    return check_not_before(held_on, discipline.heard_on, "method", message("the hearing"))


def proposal_powers(bodies: Sequence[Body], subject: CaseSubject, on: date) -> dict[str, dict[Form, Power]]:
    """What each body may do with each form against a subject, as far as its own record tells; name → form → power."""
    standing = queries.standing_of(subject, True, on)
    forms = [row.form for row in rows_for(standing.subject, on)]
    return {body.name: rules.powers_of(competence_of(body), forms, standing, on) for body in bodies}


def preset_of(bodies: Sequence[Body], subject: CaseSubject, own_id: int, on: date) -> rules.Preset:
    """With which of the bodies a proposal begins, ``own_id`` being that of the case; id of a body stands for it."""
    standing = queries.standing_of(subject, True, on)
    forms = [row.form for row in rows_for(standing.subject, on)]
    powers = {body.id: rules.powers_of(competence_of(body), forms, standing, on) for body in bodies}
    return rules.preset_body(powers, own_id)


def powers_now(discipline: Discipline) -> dict[Form, Power]:
    """What the body may do with the form that stands: the one voted, else the one proposed."""
    vote = queries.find_vote(discipline)
    on = vote.meeting.held_on if vote else clock.day_of(discipline.proposed_at)
    form = discipline.voted_form or discipline.proposed_form
    return {key: power for key, power in ballot_powers(discipline, on).items() if key is form}


def record_vote(
    actor: Actor, file: CaseFile, discipline: Discipline, item: AgendaItem, ballot: Ballot, today: date
) -> None:
    """Record the secret ballot and count it; the result is what the rule makes of it, not what anybody types."""
    prepare(actor, file, discipline, Action.VOTE)
    if (item.case_id, item.subject_id, item.purpose) != (file.case.id, discipline.subject_id, Purpose.DISCIPLINE):
        raise NotVisible
    check_heard(discipline).enforce()
    powers = ballot_powers(discipline, item.meeting.held_on)
    asked = rules.powers_asked(powers, ballot.poll.votes)
    reason = ballot.override_reason or discipline.override_reason
    roles = rules.roles_of(asked, ballot.role, reason)
    unasked = {form: rules.role_of(power, ballot.role) or Role.PROPOSING for form, power in powers.items()}
    question = _question(discipline, unasked | roles, item.meeting.held_on)
    count = record_ballots(actor, item.meeting, item, question, ballot.poll, today)
    for form, power in asked.items():
        note_override(actor, discipline, Step.VOTE, power, roles[form], reason)
    if rules.needs_override(asked.values()):
        discipline.override_reason = reason
    discipline.agenda_item_id = item.id
    discipline.voted_form = Form(count.form) if count.form in set(Form) else None
    discipline.voted_role = count.role
    move(actor, file, discipline, Action.VOTE, result=discipline.voted_form, role=count.role, basis=count.citations)


def _question(discipline: Discipline, roles: Mapping[Form, Role], on: date) -> Question:
    """What the ballot is about. Removal of somebody without a post is on the ballot paper all the same: its votes are
    carried on, so the role there decides nothing."""
    subject = queries.subject_type_of(discipline.subject, on)
    on_paper = [row.form for row in rows_for(subject, on)]
    return Question(subject, discipline.holds_post, {form: roles.get(form, Role.DECIDING) for form in on_paper})


def voted_of(discipline: Discipline) -> rules.Voted:
    """What the vote on a record gave, as the rules look at it."""
    return what_was_voted(discipline, queries.find_vote(discipline))


def what_was_voted(discipline: Discipline, vote: queries.Vote | None) -> rules.Voted:
    """The same of a vote that was looked up already."""
    if vote is None:
        return rules.Voted(None, None, None)
    held_on = vote.meeting.held_on if vote.meeting.state is SessionState.HELD else None
    goes_up = _goes_up(discipline, vote)
    if discipline.voted_form is None:
        return rules.Voted(None, held_on, None, None, goes_up)
    power = ballot_powers(discipline, vote.meeting.held_on)[discipline.voted_form]
    return rules.Voted(discipline.voted_form, held_on, power, discipline.voted_role, goes_up)


def _goes_up(discipline: Discipline, vote: queries.Vote) -> bool:
    """A form that the body may only propose was asked for, got votes, and did not reach its share."""
    asked = discipline.proposed_form
    roles, ballots = vote.item.vote_roles or {}, vote.item.ballots or {}
    above = roles.get(asked.value) == Role.PROPOSING.value
    return above and discipline.voted_form is not asked and ballots.get(asked.value, 0) > 0


def check_text(discipline: Discipline) -> Verdict:
    """The proposal and what weighs on it are still those voted on; another text needs another vote."""
    vote = queries.find_vote(discipline)
    return check_text_stands(vote.item) if vote else OK


def revote(actor: Actor, file: CaseFile, discipline: Discipline) -> None:
    """Take the record back under review, because its text changed after the vote.

    In a session still to be held the vote is void and the item is voted on again. The minutes of a held one stay as
    they were; the record goes on the agenda of another session.
    """
    prepare(actor, file, discipline, Action.REVOTE)
    vote = queries.find_vote(discipline)
    if vote is None or check_text(discipline).allowed:
        raise RuleViolation(
            message("The vote stands, because its text has not changed: only a vote on another text is void."),
            (SECRET_BALLOT,),
        )
    if vote.meeting.state is SessionState.PLANNED:
        annul_vote(actor, vote.meeting, vote.item, "Văn bản đã đổi sau khi biểu quyết")
    _forget_vote(discipline)
    move(actor, file, discipline, Action.REVOTE)
    if discipline.combined:
        settle_steps(actor, file)


def annul_ballot(actor: Actor, file: CaseFile, discipline: Discipline, reason: str, today: date) -> None:
    """Declare a mistyped ballot void before anything was decided on it: it is recorded, or taken, again.

    In a session still to be held the vote is void and is opened again; closed minutes stay as they were, with an
    addendum, and the record goes on the agenda of another session. The figures stay readable in the session.
    """
    prepare(actor, file, discipline, Action.ANNUL_BALLOT)
    vote = queries.find_vote(discipline)
    if vote is None:
        raise Conflict(
            message(
                "No ballot of this record is counted. The minutes of a ballot say its result; record the ballot first."
            ),
            (SECRET_BALLOT,),
        )
    void_ballot(actor, vote.meeting, vote.item, reason, today)
    _forget_vote(discipline)
    move(actor, file, discipline, Action.ANNUL_BALLOT, session=vote.meeting.ref, item=vote.item.number, reason=reason)
    if discipline.combined:
        settle_steps(actor, file)


def _forget_vote(discipline: Discipline) -> None:
    """The record rests on no ballot any more; the minutes of the tellers on the old one stay among its papers."""
    discipline.agenda_item_id = discipline.voted_form = discipline.voted_role = discipline.ballot_minutes_id = None


def check_minutes(vote: queries.Vote | None) -> Verdict:
    """The minutes of the tellers are issued once, after the minutes of the session are closed."""
    if vote is None or vote.meeting.state is not SessionState.HELD:
        return refuse(
            message(
                "The minutes of the session that voted are not closed yet. The result of a vote stands"
                " with the minutes; close them first."
            ),
            SECRET_BALLOT,
        )
    return OK


def draft_minutes(discipline: Discipline, words: MinutesWords) -> BallotMinutesPaper:
    """The minutes of the tellers as they would be printed now, without number and date."""
    vote = queries.find_vote(discipline)
    if vote is None:
        raise NotVisible
    body = db.session.get_one(Body, discipline.body_id)
    sign = f"{TYPE_SIGNS[PaperType.MINUTES]}/{body.sign}"
    return compose_minutes(discipline, body, vote, words, (None, sign))


def issue_minutes(actor: Actor, file: CaseFile, discipline: Discipline, words: MinutesWords, today: date) -> None:
    """Issue the minutes of the tellers with the count step by step."""
    require_issue(actor, Permission.ISSUE_DECISION, file.relations)
    if discipline.ballot_minutes_id is not None:
        raise Conflict(
            message("The minutes of this ballot are issued already. A ballot has one paper of minutes."),
            (SECRET_BALLOT,),
        )
    vote = queries.find_vote(discipline)
    check_minutes(vote).enforce()
    if vote is None or words.issued_on is None:
        raise RuleViolation(
            message(
                "A paper is issued with its number and its date. By them it is found in the register; give the day."
            ),
            (SECRET_BALLOT,),
            field="issued_on",
        )
    check_not_future(words.issued_on, today, "issued_on").enforce()
    check_not_before(words.issued_on, vote.meeting.held_on, "issued_on", message("the session")).enforce()
    body = db.session.get_one(Body, discipline.body_id)
    compose = partial(compose_minutes, discipline, body, vote, words)
    abstract = abstract_of_minutes(compose((None, "")))
    about = f"discipline:{discipline.number}"
    new = NewPaper(body, PaperType.MINUTES, words.issued_on, abstract, words.head, file.case.id, about)
    paper = issue_paper(actor, new, lambda *given: compose(given))
    discipline.ballot_minutes_id = paper.id
    if discipline.combined:
        settle_steps(actor, file)
    db.session.flush()
    record(actor, "discipline.minutes", case_id=file.case.id, about={"discipline": discipline.number})
