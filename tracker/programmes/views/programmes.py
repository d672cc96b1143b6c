"""Pages of programmes: the list, drafting, one programme, its completion, its versions side by side."""

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.access import Permission
from tracker.accounts.queries import signers
from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.documents.composing import Signer
from tracker.documents.queries import check_kept, get_paper
from tracker.documents.render import render_pdf
from tracker.documents.services import bytes_of
from tracker.documents.states import ENDING_LABELS, TYPE_SIGNS, PaperType
from tracker.organizations.queries import bodies_of
from tracker.programmes import forms, queries, rules, services
from tracker.programmes.papers import Numbered, compose_programme
from tracker.programmes.queries import ItemRow, ProgrammeFilter
from tracker.programmes.states import (
    CHANGE_LABELS,
    OPEN_STATES,
    PROGRESS_LABELS,
    PROGRESS_TONES,
    QUARTER_LABELS,
    STATE_LABELS,
    STATE_TONES,
    TYPE_LABELS,
    Change,
    ProgrammeType,
    Progress,
    State,
)
from tracker.programmes.views.area import back_to, blueprint, load, render, rooms_ahead
from tracker.regulations.cells import CELL_GROUND_LABELS
from tracker.web.access import current_actor, requires
from tracker.web.download import pdf_response
from tracker.web.forms import carried_out
from tracker.web.pagination import cursor_of_request, page_of
from tracker.web.translate import choices


@blueprint.get("/")
@requires(Permission.SEE_PROGRAMMES)
def list_programmes() -> ResponseReturnValue:
    """The programmes one may know of, the latest first, narrowed by the address."""
    wanted, cursor, actor = _filter_of_request(), cursor_of_request(), current_actor()
    found = queries.programme_rows(actor, wanted, cursor)
    return render_template(
        "programmes/list_programmes.html",
        page=page_of(found, cursor, lambda row: (row.year_from, row.id)),
        wanted=wanted,
        total=queries.count_programmes(actor, wanted),
        type_labels=TYPE_LABELS,
        state_labels=STATE_LABELS,
        state_tones=STATE_TONES,
        ending_labels=ENDING_LABELS,
    )


def _filter_of_request() -> ProgrammeFilter:
    given = request.args
    year = given.get("year", "")
    return ProgrammeFilter(
        year=int(year) if year.isascii() and year.isdigit() and len(year) == len("2026") else None,
        type=ProgrammeType(given["type"]) if given.get("type") in set(ProgrammeType) else None,
        state=State(given["state"]) if given.get("state") in set(State) else None,
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.DRAFT_PROGRAMME)
def draft_programme() -> ResponseReturnValue:
    """Begin a programme."""
    actor, today = current_actor(), clock.today()
    form = forms.ProgrammeForm(data={"type": ProgrammeType.YEARLY.value, "year_from": today.year})
    form.body.offer([(str(body.id), body.name) for body in bodies_of(actor.organization_id, actor.body_id)])
    form.type.offer(choices(TYPE_LABELS))

    def draft() -> None:
        services.draft_programme(actor, _typed(form), today)

    if carried_out(form, draft):
        new = _typed(form)
        term = new.type is ProgrammeType.TERM
        key = f"{new.year_from}-{new.year_until}" if term else str(new.year_from)
        url = url_for("programmes.show_programme", body_id=new.body_id, key=key)
        return back_to(url, gettext("The programme is begun; add its items now."))
    return render_template("programmes/draft_programme.html", form=form), 422 if form.errors else 200


def _typed(form: forms.ProgrammeForm) -> services.NewProgramme:
    type_ = ProgrammeType(form.type.data)
    year_from: int = form.year_from.data or 0
    year_until = form.year_until.data if form.year_until.data is not None else year_from
    return services.NewProgramme(int(form.body.data), type_, year_from, year_until)


@blueprint.get("/<int:body_id>/<key>")
@requires(Permission.SEE_PROGRAMMES)
def show_programme(body_id: int, key: str) -> ResponseReturnValue:
    """A programme in one of its versions, its items narrowed by the address."""
    file = load(body_id, key)
    version = file.version(request.args.get("version", type=int))
    ahead = rooms_ahead()
    rows = queries.item_rows(current_actor(), file, version, ahead)
    kind, progress = _narrowing()
    shown = [row for row in rows if _fits(row, kind, progress)]
    return render(
        "programmes/show_programme.html",
        file,
        version=version,
        rows=shown,
        total=len(rows),
        kind=kind,
        progress=progress,
        kinds=ahead.kinds,
        contents=ahead.contents,
        progress_labels=PROGRESS_LABELS,
        progress_tones=PROGRESS_TONES,
        quarter_labels=QUARTER_LABELS,
        cell_ground_labels=CELL_GROUND_LABELS,
        reasons=queries.acknowledgements_of([row.entry for row in shown]),
    )


def _narrowing() -> tuple[str, str]:
    kind, progress = request.args.get("kind", ""), request.args.get("progress", "")
    progress = progress if progress in {*Progress, "planned"} else ""
    return (kind if kind in rooms_ahead().kinds else ""), progress


def _fits(row: ItemRow, kind: str, progress: str) -> bool:
    planned = progress == "planned" and row.progress is not Progress.CANCELLED
    return kind in ("", row.entry.kind) and (progress in ("", row.progress) or planned)


@blueprint.get("/<int:body_id>/<key>/versions/<int:number>.pdf")
@requires(Permission.SEE_PROGRAMMES)
def print_version(body_id: int, key: str, number: int) -> ResponseReturnValue:
    """The programme to be signed: as it was numbered, or as a draft while it is not approved."""
    file = load(body_id, key)
    version = file.version(number)
    if version.paper_id is not None:
        paper = get_paper(version.paper_id)
        check_kept(paper)
        content = bytes_of(paper)
    elif version.state in OPEN_STATES:
        sign = f"{TYPE_SIGNS[PaperType.PROGRAMME]}/{file.programme.body.sign}"
        signer = next((Signer(one.full_name, one.position) for one in signers(file.programme.body_id)), Signer("", ""))
        draft = compose_programme(file, version, rooms_ahead(), signer, Numbered(sign))
        content = render_pdf(draft.key, draft, state="draft")
    else:
        raise NotVisible
    return pdf_response(content, f"chuong-trinh-{key}-{number}.pdf")


@blueprint.get("/<int:body_id>/<key>/completion")
@requires(Permission.SEE_PROGRAMMES)
def show_completion(body_id: int, key: str) -> ResponseReturnValue:
    """How far the programme is carried out, by kind; every number opens its items."""
    file = load(body_id, key)
    ahead = rooms_ahead()
    rows = queries.item_rows(current_actor(), file, file.present, ahead)
    return render(
        "programmes/show_completion.html",
        file,
        version=file.present,
        lines=rules.completion([(row.entry.kind, row.progress) for row in rows], ahead.kinds),
        kinds=ahead.kinds,
        progress_labels=PROGRESS_LABELS,
        today=clock.today(),
    )


@blueprint.get("/<int:body_id>/<key>/versions")
@requires(Permission.SEE_PROGRAMMES)
def list_versions(body_id: int, key: str) -> ResponseReturnValue:
    """All versions of a programme."""
    file = load(body_id, key)
    return render("programmes/list_versions.html", file, version=file.present)


@blueprint.get("/<int:body_id>/<key>/versions/<int:number>")
@requires(Permission.SEE_PROGRAMMES)
def compare_versions(body_id: int, key: str, number: int) -> ResponseReturnValue:
    """What a version changes, beside the version before it."""
    file = load(body_id, key)
    version = file.version(number)
    ahead = rooms_ahead()
    rows = queries.change_rows(file, version)
    return render(
        "programmes/compare_versions.html",
        file,
        version=version,
        earlier=file.before(version),
        rows=[row for row in rows if row.change is not Change.SAME],
        same=sum(1 for row in rows if row.change is Change.SAME),
        change_labels=CHANGE_LABELS,
        kinds=ahead.kinds,
        contents=ahead.contents,
        quarter_labels=QUARTER_LABELS,
    )
