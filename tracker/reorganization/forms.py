"""Forms of reorganization."""

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field, Form
from wtforms.validators import StopValidation

from tracker.reorganization.states import Key, WorkKind
from tracker.web.fields import DayField, LineField, ManyChoicesField, PickerField
from tracker.web.forms import TrackerForm, VersionedForm
from tracker.web.spreadsheets import SheetField

_PIECE = re.compile(r"([a-z]+)-(0|[1-9][0-9]{0,8})", re.ASCII)  # 0: all of the kind that is unseen
DECISION_EXAMPLE = _l("Kind, number, date and issuer, for example: Resolution 1661/NQ-UBTVQH15 of 16/6/2025.")


class HeirsField(Field):
    """Who takes over each piece of work: one of those picked in another field, or nobody in particular.

    ``data`` maps the word of a piece (``case-12``) to the key of an organization.
    """

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        self.process_errors: list[str] = []
        self.object_data = data
        start = f"{self.name}-"
        sent = {name: formdata.get(name) for name in formdata or () if name.startswith(start)}
        self.data = {name.removeprefix(start): value for name, value in sent.items() if value and name != f"{start}add"}

    def offer(self, takers: Sequence[tuple[str, str]], usual: str) -> None:
        """Set the organizations that may be named, and what stands for the usual case."""
        self.takers, self.usual = takers, usual

    def pre_validate(self, form: Form) -> None:
        known = {key for key, _ in self.takers}
        if not known.issuperset(self.data.values()) or not all(map(_PIECE.fullmatch, self.data)):
            raise StopValidation(gettext("A piece of work names an organization that is not picked above any more."))

    @property
    def named(self) -> dict[Key, str]:
        """Piece of work → key of the organization that takes it over."""
        kinds = set(WorkKind)
        pieces = [(_PIECE.fullmatch(word), taker) for word, taker in self.data.items()]
        return {(WorkKind(piece[1]), int(piece[2])): taker for piece, taker in pieces if piece and piece[1] in kinds}


class EndForm(VersionedForm):
    """The end of an organization, and who takes over."""

    ended_on = DayField(_l("Last day"))
    successor = PickerField(
        _l("Successor"),
        multiple=False,
        required=False,
        description=_l(
            "The organization that takes over what stands below, the members, the accounts and all open work."
            " Empty only when nothing is left to take over."
        ),
    )
    decision = LineField(_l("Decision"), description=DECISION_EXAMPLE)
    others = PickerField(
        _l("Others that take over single pieces"),
        required=False,
        most=20,
        description=_l("Only where not everything goes to the successor: pick them here and choose below."),
    )
    heirs = HeirsField(_l("Who takes over"))


class HandOnForm(TrackerForm):
    """Single pieces of open work that other organizations take over."""

    on = DayField(_l("From the day"))
    decision = LineField(_l("Decision"), description=DECISION_EXAMPLE)
    others = PickerField(_l("Organizations that take over"), most=20, description=_l("Pick them, then choose below."))
    heirs = HeirsField(_l("Who takes over"))


class SplitForm(VersionedForm):
    """The division of an organization."""

    code = LineField(_l("Code of the new organization"), most=40)
    name = LineField(_l("Name of the new organization"), most=200)
    since = DayField(_l("First day of the new organization"))
    organizations = ManyChoicesField(_l("Organizations that go over"), required=False)
    members = ManyChoicesField(_l("Members who go over"), required=False)
    decision = LineField(_l("Decision"), description=DECISION_EXAMPLE)


class SuccessionTableForm(TrackerForm):
    """A table of old and new organizations."""

    sheet = SheetField(_l("File"), description=_l("An .xlsx or .csv file of at most 5 MB and 500 rows."))
