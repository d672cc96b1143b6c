"""Pages of the items of a programme: add, change, take out."""

from flask import flash, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission, Role
from tracker.accounts.queries import people_of_organization
from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.members import queries as members
from tracker.organizations import queries as organizations
from tracker.programmes import forms, queries, services
from tracker.programmes.models import PlanEntry
from tracker.programmes.overlap import Weight, sentences_of
from tracker.programmes.queries import ProgrammeFile
from tracker.programmes.services import ItemDraft
from tracker.programmes.states import QUARTER_LABELS
from tracker.programmes.views.area import address, back_to, blueprint, load, render, rooms_ahead
from tracker.regulations.cells import CELL_GROUND_LABELS, CellGround
from tracker.web.access import current_actor, requires
from tracker.web.forms import carried_out
from tracker.web.translate import choices, say

_WORKERS = (Role.OFFICER, Role.COMMISSION_MEMBER, Role.VICE_CHAIR, Role.CHAIR)


@blueprint.route("/<int:body_id>/<key>/items/new", methods=["GET", "POST"])
@requires(Permission.DRAFT_PROGRAMME)
def add_item(body_id: int, key: str) -> ResponseReturnValue:
    """Add an item to the version that is being drafted."""
    file = _drafted(body_id, key)
    programme = file.programme
    form = forms.ItemForm(data={"body": str(programme.body_id), "year": str(programme.year_from)})
    _offer(form, file)

    def add() -> None:
        draft = _draft_of(form)
        services.add_item(current_actor(), file, draft, rooms_ahead(), clock.today())
        _tell(draft, None)

    if carried_out(form, add):
        return back_to(_draft_url(file), gettext("The item is added."))
    return render("programmes/add_item.html", file, form=form), 422 if form.errors else 200


@blueprint.route("/<int:body_id>/<key>/items/<int:number>", methods=["GET", "POST"])
@requires(Permission.DRAFT_PROGRAMME)
def change_item(body_id: int, key: str, number: int) -> ResponseReturnValue:
    """Change an item in the version that is being drafted."""
    file = _drafted(body_id, key)
    entry = _entry(file, number)
    form = forms.ItemForm(data=_present(entry))
    _offer(form, file)

    def change() -> None:
        draft = _draft_of(form)
        services.change_item(current_actor(), file, entry, draft, rooms_ahead(), clock.today())
        _tell(draft, entry.item_id)

    if carried_out(form, change, entry.version):
        return back_to(_draft_url(file), gettext("The item is changed."))
    return render("programmes/change_item.html", file, form=form, entry=entry), 422 if form.errors else 200


@blueprint.route("/<int:body_id>/<key>/items/<int:number>/remove", methods=["GET", "POST"])
@requires(Permission.DRAFT_PROGRAMME)
def remove_item(body_id: int, key: str, number: int) -> ResponseReturnValue:
    """Take an item out of the version that is being drafted."""
    file = _drafted(body_id, key)
    entry = _entry(file, number)
    form = forms.RemovalForm(data={"version": entry.version})
    version = file.open
    approved = version is not None and services.was_approved(entry, version)

    def remove() -> None:
        services.remove_item(current_actor(), file, entry, form.reason.data or "")

    if carried_out(form, remove, entry.version):
        return back_to(_draft_url(file), gettext("The item is taken out."))
    page = render("programmes/remove_item.html", file, form=form, entry=entry, approved=approved)
    return page, 422 if form.errors else 200


@blueprint.get("/subjects.json")
@requires(Permission.DRAFT_PROGRAMME)
def suggest_subjects() -> ResponseReturnValue:
    """Organizations and members that fit what was typed."""
    found = _find_subjects(request.args.get("q", "")[:100])
    return jsonify([{"key": key, "label": label} for key, label in found])


def _drafted(body_id: int, key: str) -> ProgrammeFile:
    file = load(body_id, key)
    if not file.own:
        raise NotVisible
    return file


def _entry(file: ProgrammeFile, number: int) -> PlanEntry:
    if file.open is None:
        raise NotVisible
    return queries.get_entry(file.open, number)


def _draft_url(file: ProgrammeFile) -> str:
    version = file.open
    return address(file, version=version.number if version and version.number > 1 else None)


def _offer(form: forms.ItemForm, file: ProgrammeFile) -> None:
    """Give the form its choices and its search."""
    ahead, programme = rooms_ahead(), file.programme
    home = programme.body.organization_id
    years = range(programme.year_from, programme.year_until + 1)
    people = people_of_organization(home, *_WORKERS)
    form.kind.offer([(row.code, say(row.label)) for row in ahead.kinds.values()])
    form.contents.offer([(row.code, say(row.label)) for row in ahead.contents.values()])
    form.year.offer([(str(year), str(year)) for year in years])
    form.quarter.offer([(str(quarter), say(label)) for quarter, label in QUARTER_LABELS.items()])
    form.body.offer([(str(body.id), body.name) for body in organizations.bodies_of(home, programme.body_id)])
    form.head.offer([(str(account.id), account.full_name) for account in people])
    form.cell_ground.offer(choices(CELL_GROUND_LABELS))
    form.subjects.attach(_labels, _find_subjects, url_for("programmes.suggest_subjects"))


def _find_subjects(text: str) -> list[tuple[str, str]]:
    actor = current_actor()
    found = organizations.find_organizations(actor, text, living=True)
    return [*found, *members.find_members(actor, text)]


def _labels(keys: list[str]) -> dict[str, str]:
    actor = current_actor()
    return {**organizations.label_of(actor, keys), **members.label_of(actor, keys)}


def _draft_of(form: forms.ItemForm) -> ItemDraft:
    keys = form.subjects.data
    return ItemDraft(
        kind=form.kind.data,
        matter=form.matter.data,
        organizations=[one for one in map(organizations.id_of, keys) if one is not None],
        members=[one for one in map(members.id_of, keys) if one is not None],
        contents=form.contents.data,
        period_from=form.period_from.data,
        period_until=form.period_until.data,
        year=int(form.year.data),
        quarter=int(form.quarter.data) if form.quarter.data else None,
        body_id=int(form.body.data),
        head_id=int(form.head.data) if form.head.data else None,
        note=form.note.data or "",
        overlap_reason=form.overlap_reason.data or "",
        cell_ground=CellGround(form.cell_ground.data) if form.cell_ground.data else None,
    )


def _present(entry: PlanEntry) -> dict[str, object]:
    return {
        "version": entry.version,
        "kind": entry.kind,
        "matter": entry.matter,
        "subjects": [
            f"member-{one.member_id}" if one.member_id else f"org-{one.organization_id}" for one in entry.subjects
        ],
        "contents": [one.code for one in entry.contents],
        "period_from": entry.period_from,
        "period_until": entry.period_until,
        "year": str(entry.year),
        "quarter": str(entry.quarter) if entry.quarter else "",
        "body": str(entry.body_id),
        "head": str(entry.head_id) if entry.head_id else "",
        "note": entry.note,
        "cell_ground": entry.cell_ground,
    }


def _tell(draft: ItemDraft, item_id: int | None) -> None:
    """What is only to be told, after the item is stored."""
    found = services.overlaps_of(current_actor(), draft, rooms_ahead(), item_id, clock.today())
    for weight, text in sentences_of(found):
        if weight is Weight.INFORM:
            flash(say(text), "info")
