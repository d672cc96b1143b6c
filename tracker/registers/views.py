"""Pages of the registers: each on the screen, as PDF and as a table; and how numbers run."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from tracker.access import Permission, may
from tracker.core import clock
from tracker.core.errors import NotVisible
from tracker.core.text import Message
from tracker.documents import numbering, register_sheet
from tracker.documents.register_sheet import RegisterSheet, RegisterTooLong, check_length
from tracker.documents.render import render_register
from tracker.documents.states import TYPE_LABELS, PaperType
from tracker.incoming.queries import runs_of
from tracker.incoming.services import set_run
from tracker.incoming.states import UNIT_LABELS, RunUnit
from tracker.organizations.queries import bodies_of, term_on, terms_of
from tracker.registers import forms
from tracker.registers.queries import Cell, Period, Reading, read_register
from tracker.registers.services import record_export
from tracker.registers.states import BOOK_LABELS, BOOK_PERMISSIONS, COLUMNS, Book
from tracker.web.access import current_actor, requires
from tracker.web.download import pdf_response
from tracker.web.fields import parse_day
from tracker.web.format import day
from tracker.web.forms import TrackerForm, carried_out
from tracker.web.spreadsheets import XLSX_TYPE, make_book
from tracker.web.translate import choices, say
from tracker.web.unit_of_work import leave_trace

blueprint = Blueprint("registers", __name__, url_prefix="/registers")

MOST_SHOWN = 50
MOST_SAVED = 20_000
PAPER_LANGUAGE = "vi"  # a register that leaves the screen is an official one


@blueprint.get("/")
@requires(Permission.SEE_BOOKS)
def list_registers() -> ResponseReturnValue:
    """The registers that the actor may read."""
    actor = current_actor()
    books = [(book, BOOK_LABELS[book]) for book in Book if may(actor, BOOK_PERMISSIONS[book])]
    return render_template("registers/list_registers.html", books=books)


@blueprint.get("/<book>")
@requires(Permission.SEE_BOOKS)
def show_register(book: str) -> ResponseReturnValue:
    """The first lines of a register for a period, and how many it has."""
    wanted, period = _asked(book)
    actor = current_actor()
    found = read_register(wanted, actor, period, MOST_SHOWN)
    return render_template(
        "registers/show_register.html",
        book=wanted,
        title=BOOK_LABELS[wanted],
        heads=[column.head for column in COLUMNS[wanted]],
        lines=[[_shown(cell) for cell in line] for line in found.lines],
        total=found.total,
        period=period,
        most=register_sheet.most_rows(len(COLUMNS[wanted])),
        bodies=bodies_of(actor.organization_id) if wanted is Book.OUTGOING else [],
        terms=terms_of(actor.organization_id) if wanted is Book.OUTGOING else [],
        type_labels=TYPE_LABELS,
        query=request.args.to_dict(),
    )


@blueprint.get("/<book>.pdf")
@requires(Permission.SEE_BOOKS)
def print_register(book: str) -> ResponseReturnValue:
    """A register on landscape sheets; too long a period is refused, and the page says how many lines fit."""
    wanted, period = _asked(book)
    columns = len(COLUMNS[wanted])
    found = read_register(wanted, current_actor(), period, register_sheet.most_rows(columns))
    try:
        check_length(found.total, columns)
        content = render_register(_sheet(wanted, period, found))
    except RegisterTooLong as refusal:
        flash(say(refusal.message), "error")
        return redirect(url_for("registers.show_register", book=book, **request.args.to_dict()), 303)
    _note(wanted, period, found, "pdf")
    return pdf_response(content, f"{book}-{period.since}-{period.until}.pdf")


@blueprint.get("/<book>.xlsx")
@requires(Permission.SEE_BOOKS)
def save_register(book: str) -> ResponseReturnValue:
    """A register as a table for a spreadsheet program."""
    wanted, period = _asked(book)
    found = read_register(wanted, current_actor(), period, MOST_SAVED)
    if found.total > MOST_SAVED:
        flash(
            gettext(
                "The period holds %(rows)s lines; a table holds at most %(most)s.", rows=found.total, most=MOST_SAVED
            ),
            "error",
        )
        return redirect(url_for("registers.show_register", book=book, **request.args.to_dict()), 303)
    with force_locale(PAPER_LANGUAGE):
        heads = [gettext(column.head) for column in COLUMNS[wanted]]
        rows = [[_value(cell) for cell in line] for line in found.lines]
        content = make_book(gettext(BOOK_LABELS[wanted]), f"{_named(wanted, period)}. {_printed()}", heads, rows)
    _note(wanted, period, found, "xlsx")
    name = f"{book}-{period.since}-{period.until}.xlsx"
    return Response(content, mimetype=XLSX_TYPE, headers={"Content-Disposition": f"attachment; filename={name}"})


def _asked(key: str) -> tuple[Book, Period]:
    """The register and the period of the address; without one, this year – for outgoing papers the term that runs."""
    if key not in set(Book) or not may(current_actor(), BOOK_PERMISSIONS[Book(key)]):
        raise NotVisible
    book, today = Book(key), clock.today()
    if book is Book.OUTGOING:
        return book, _of_papers(today)
    return book, Period(_day("since") or date(today.year, 1, 1), _day("until") or today)


def _of_papers(today: date) -> Period:
    actor, given = current_actor(), request.args
    terms = {str(term.id): term for term in terms_of(actor.organization_id)}
    bodies = {str(body.id): body for body in bodies_of(actor.organization_id)}
    term = terms.get(given.get("term", "")) or term_on(actor.organization_id, today)
    body = bodies.get(given.get("body", "")) or bodies.get(str(actor.body_id))
    return Period(
        _day("since") or (term.since if term else date(today.year, 1, 1)),
        _day("until") or (term.until if term and term.until else today),
        body.id if body else None,
        term.id if term else None,
        PaperType(given["type"]) if given.get("type") in set(PaperType) else None,
    )


def _day(name: str) -> date | None:
    try:
        return parse_day(request.args[name].strip())
    except (KeyError, ValueError):
        return None


def _sheet(book: Book, period: Period, found: Reading) -> RegisterSheet:
    actor = current_actor()
    wanted = period.body_id or actor.body_id
    body = next(body for body in bodies_of(actor.organization_id) if body.id == wanted)
    with force_locale(PAPER_LANGUAGE):
        return RegisterSheet(
            parent_name=body.letterhead_parent,
            issuer_name=body.letterhead_name,
            title=gettext(BOOK_LABELS[book]),
            period=_named(book, period),
            heads=tuple(gettext(column.head) for column in COLUMNS[book]),
            widths=tuple(column.width for column in COLUMNS[book]),
            rows=tuple(tuple(_shown(cell) for cell in line) for line in found.lines),
            printed=_printed(),
        )


def _named(book: Book, period: Period) -> str:
    """The period as it stands under the name of the register."""
    days = gettext("from %(since)s to %(until)s", since=day(period.since), until=day(period.until))
    if book is not Book.OUTGOING:
        return days
    terms = {term.id: term.name for term in terms_of(current_actor().organization_id)}
    kind = gettext(TYPE_LABELS[period.type]) if period.type else gettext("All types")
    if period.term_id is None:
        return f"{kind}, {days}"
    return gettext("%(kind)s, term %(term)s, %(days)s", kind=kind, term=terms[period.term_id], days=days)


def _printed() -> str:
    return gettext("Printed on %(day)s by %(who)s", day=day(clock.today()), who=current_actor().full_name)


def _note(book: Book, period: Period, found: Reading, kind: str) -> None:
    actor, lines = current_actor(), len(found.lines)
    leave_trace(lambda: record_export(actor, book, period, lines, kind))


def _value(cell: Cell) -> str | int | date | None:
    if isinstance(cell, tuple):
        return "; ".join(map(_shown, cell))
    return say(cell) if isinstance(cell, Message) else cell


def _shown(cell: Cell) -> str:
    value = _value(cell)
    return day(value) if isinstance(value, date) else str(value) if value is not None else ""


@blueprint.get("/numbering")
@requires(Permission.SET_NUMBERING)
def show_numbering() -> ResponseReturnValue:
    """How numbers run: what was set, from when, by whom."""
    own = current_actor().organization_id
    return render_template(
        "registers/show_numbering.html",
        settings=numbering.settings_of(own),
        runs=runs_of(own),
        type_labels=TYPE_LABELS,
        unit_labels=UNIT_LABELS,
    )


@blueprint.route("/numbering/groups", methods=["GET", "POST"])
@requires(Permission.SET_NUMBERING)
def set_groups() -> ResponseReturnValue:
    """Set which types of a body share one run."""
    actor, form = current_actor(), forms.GroupsForm()
    bodies = {str(body.id): body for body in bodies_of(actor.organization_id)}
    terms = {str(term.id): term for term in terms_of(actor.organization_id)}
    form.body.offer([(key, body.name) for key, body in bodies.items()])
    form.term.offer([(key, term.name) for key, term in terms.items()])
    for field in (form.types, form.second):
        field.offer(choices(TYPE_LABELS))

    def enter() -> None:
        ticked = [[PaperType(key) for key in field.data or ()] for field in (form.types, form.second)]
        groups = [group for group in ticked if group]
        body, term = bodies[form.body.data], terms[form.term.data]
        numbering.set_groups(actor, body, term, groups, form.document.data, clock.today())

    return _enter(form, enter, "registers/set_groups.html")


@blueprint.route("/numbering/arrivals", methods=["GET", "POST"])
@requires(Permission.SET_NUMBERING)
def set_arrivals() -> ResponseReturnValue:
    """Set how arrivals are counted."""
    form = forms.ArrivalsForm(data={"since": clock.today()})
    form.unit.offer(choices(UNIT_LABELS))

    def enter() -> None:
        set_run(current_actor(), RunUnit(form.unit.data), form.since.data, form.document.data, clock.today())

    return _enter(form, enter, "registers/set_arrivals.html")


def _enter(form: TrackerForm, enter: Callable[[], None], template: str) -> ResponseReturnValue:
    if carried_out(form, enter):
        flash(gettext("The setting is recorded."), "success")
        return redirect(url_for("registers.show_numbering"), 303)
    return render_template(template, form=form), 422 if form.errors else 200
