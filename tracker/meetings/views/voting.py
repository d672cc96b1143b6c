"""Pages of the vote on an item: open it, record its result, declare it void."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.core import clock
from tracker.core.errors import Conflict
from tracker.core.text import message
from tracker.meetings import forms, services, texts
from tracker.meetings.queries import AgendaRow
from tracker.meetings.states import DECISIONS, METHOD_LABELS, RESULT_LABELS, Method, Purpose, Result, VoteState
from tracker.meetings.views.area import ITEM, blueprint, load_item, step
from tracker.web.access import current_actor, requires
from tracker.web.translate import choices


@blueprint.route(f"{ITEM}/open", methods=["GET", "POST"])
@requires(Permission.HOLD_SESSION)
def open_vote(ref: str, item_ref: str) -> ResponseReturnValue:
    """Freeze the text and open the vote."""
    meeting, row = load_item(ref, item_ref)
    only = [Method.BALLOT] if row.item.purpose is Purpose.DISCIPLINE else list(Method)
    form = forms.OpeningForm(data={"version": row.item.version, "method": only[0].value})
    form.method.offer(choices(METHOD_LABELS, only=only))

    def start() -> None:
        services.open_vote(current_actor(), meeting, row.item, Method(form.method.data), clock.today())

    text = texts.text_now(row.item)
    shown = {"text": text, "sha256": texts.sha256_of(text)}
    return step(meeting, form, start, "meetings/open_vote.html", gettext("The vote is open."), row=row, **shown)


@blueprint.route(f"{ITEM}/vote", methods=["GET", "POST"])
@requires(Permission.HOLD_SESSION)
def record_hand_vote(ref: str, item_ref: str) -> ResponseReturnValue:
    """Record the result of the vote on a draft."""
    meeting, row = load_item(ref, item_ref)
    vote = row.vote
    if vote is None or vote.state is not VoteState.OPEN or row.item.purpose is Purpose.DISCIPLINE:
        raise Conflict(message("No vote on this item is open. A result is typed into an open vote; open it first."))
    form = forms.HandVoteForm(data={"version": row.item.version})
    form.keep(by_ballot=vote.method is Method.BALLOT)
    form.result.offer(choices(RESULT_LABELS, only=_results(row)))

    def save() -> None:
        services.record_hand_vote(current_actor(), meeting, row.item, _typed(form), clock.today())

    return step(meeting, form, save, "meetings/record_hand_vote.html", gettext("The vote is recorded."), row=row)


def _results(row: AgendaRow) -> list[Result]:
    """Another matter is not sent back to a team."""
    return [one for one in DECISIONS if row.item.purpose is Purpose.CONCLUDE or one is not Result.RETURNED]


def _typed(form: forms.HandVoteForm) -> services.HandVote:
    return services.HandVote(
        form.votes_for.data,
        form.votes_against.data,
        form.votes_blank.data,
        Result(form.result.data),
        form.resolution.data,
        form.issued.data if "issued" in form else None,
        (form.invalid.data or 0) if "invalid" in form else 0,
    )


@blueprint.route(f"{ITEM}/annul", methods=["GET", "POST"])
@requires(Permission.HOLD_SESSION)
def annul_vote(ref: str, item_ref: str) -> ResponseReturnValue:
    """Declare a vote void: broken off, mistyped, or on a text that changed since."""
    meeting, row = load_item(ref, item_ref)
    form = forms.ReasonForm(data={"version": row.item.version})

    def annul() -> None:
        services.annul_vote(current_actor(), meeting, row.item, form.reason.data)

    return step(meeting, form, annul, "meetings/annul_vote.html", gettext("The vote is void."), row=row)
