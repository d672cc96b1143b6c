"""Pages of circumstances and of the deferral of one record."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.discipline import forms, queries, services
from tracker.discipline.states import WEIGHING_STATES, State
from tracker.discipline.views.area import RECORD, blueprint, load_record, remedy_on, step
from tracker.regulations.circumstances import BEARING_LABELS, Bearing
from tracker.web.access import current_actor, requires
from tracker.web.translate import choices, say


@blueprint.route(f"{RECORD}/circumstances", methods=["GET", "POST"])
@requires(Permission.REVIEW_DISCIPLINE)
def add_circumstance(ref: str, number: int) -> ResponseReturnValue:
    """Record a circumstance."""
    file, record = load_record(ref, number, Permission.REVIEW_DISCIPLINE)
    if record.state not in WEIGHING_STATES:
        raise NotVisible
    known = services.listed(clock.today())
    paid = queries.paid_back([record.subject_id], clock.today()).get(record.subject_id)
    form = forms.CircumstanceForm(data={"version": record.version, **(_remedied(paid) if paid else {})})
    form.key.offer([(row.key, f"{say(BEARING_LABELS[row.bearing])}: {say(row.label)}") for row in known])
    form.bearing.offer(choices(BEARING_LABELS, only=[key for key in Bearing if key is not Bearing.DEFERRING]))
    form.keep(has_list=bool(known))

    def add() -> None:
        bearing = Bearing(form.bearing.data) if "bearing" in form else None
        weight = services.Weight(form.key.data if "key" in form else "", bearing, form.note.data)
        services.add_circumstance(current_actor(), file, record, weight, clock.today())

    done = gettext("The circumstance is recorded.")
    shown = {"known": known, "paid": paid, "remedy": remedy_on(clock.today())}
    return step(file, record, form, add, "discipline/add_circumstance.html", done, **shown)


def _remedied(paid: queries.PaidBack) -> dict[str, object]:
    """The form as it is opened from the hint on money paid back; otherwise it is empty."""
    if request.args.get("of") != services.REMEDIED:
        return {}
    return {"key": services.REMEDIED, "bearing": Bearing.MITIGATING.value, "note": services.words_of(paid)}


@blueprint.route(f"{RECORD}/circumstances/<int:item>/remove", methods=["GET", "POST"])
@requires(Permission.REVIEW_DISCIPLINE)
def remove_circumstance(ref: str, number: int, item: int) -> ResponseReturnValue:
    """Take a circumstance back."""
    file, record = load_record(ref, number, Permission.REVIEW_DISCIPLINE)
    row = queries.get_circumstance(record, item)
    form = forms.RemovalForm(data={"version": record.version})

    def remove() -> None:
        services.remove_circumstance(current_actor(), file, record, item)

    done = gettext("The circumstance is taken back.")
    return step(file, record, form, remove, "discipline/remove_circumstance.html", done, row=row)


@blueprint.route(f"{RECORD}/postpone", methods=["GET", "POST"])
@requires(Permission.REVIEW_DISCIPLINE)
def postpone(ref: str, number: int) -> ResponseReturnValue:
    """Put off the consideration."""
    file, record = load_record(ref, number, Permission.REVIEW_DISCIPLINE)
    known = services.grounds_on(clock.today())
    form = forms.DeferralForm(data={"version": record.version})
    form.key.offer([(row.key, say(row.label)) for row in known])
    form.keep(has_list=bool(known))

    def put_off() -> None:
        key = form.key.data or "" if "key" in form else ""
        words = (form.ground.data, form.evidence.data, form.since.data, form.until.data)
        services.postpone(current_actor(), file, record, services.Postponement(key, *words), clock.today())

    done = gettext("The consideration is put off.")
    return step(file, record, form, put_off, "discipline/postpone.html", done, known=known)


@blueprint.route(f"{RECORD}/resume", methods=["GET", "POST"])
@requires(Permission.REVIEW_DISCIPLINE)
def consider_again(ref: str, number: int) -> ResponseReturnValue:
    """Take the consideration up again."""
    file, record = load_record(ref, number, Permission.REVIEW_DISCIPLINE)
    if record.state is not State.POSTPONED:
        raise NotVisible
    form = forms.ResumptionForm(data={"version": record.version, "ended_on": clock.today()})

    def resume() -> None:
        services.consider_again(current_actor(), file, record, form.ended_on.data, clock.today())

    done = gettext("The consideration is taken up again.")
    return step(file, record, form, resume, "discipline/consider_again.html", done)
