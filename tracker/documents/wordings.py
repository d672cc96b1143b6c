"""What an office decided of its papers, as it holds for a body on a day; and the paper that keeps it from then on."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from tracker.documents import layout
from tracker.documents.contexts import Paper, SupervisionNoticePaper
from tracker.documents.office_models import Decided, LayoutChoice, PaperWording
from tracker.documents.parts import FixedPhrase, Sheet
from tracker.documents.phrases import LINES, Wording, phrases_of
from tracker.documents.recipients import worded
from tracker.extensions import PLACE_COLUMNS, db
from tracker.organizations.models import Body, Organization

Row = TypeVar("Row", bound=Decided)
PaperT = TypeVar("PaperT", bound=Paper)


def settled(paper: PaperT, body: Body, on: date) -> PaperT:
    """The paper with the wording and the layout in force for a body on a day, which it keeps from now on."""
    return settled_for(paper, body.organization_id, on)


def settled_by(paper: PaperT, body_id: int, on: date) -> PaperT:
    """The same for a body by its id."""
    return settled(paper, db.session.get_one(Body, body_id), on)


def settled_for(paper: PaperT, organization_id: int, on: date) -> PaperT:
    """The same for any body of an organization."""
    wordings = wordings_on(organization_id, paper.key, on)
    choices = choices_on(organization_id, on)
    profile = layout.profile_on(layout.day_of_layout(on), choices)
    values: dict[str, Any] = {
        "phrases": tuple(
            FixedPhrase(key=key, text=row.text, own=row.own)
            for key, row in wordings.items()
            if row.own or not key.startswith(LINES)  # a line as delivered is its own text
        ),
        "sheet": Sheet(guidance=profile.key, tone_style=profile.tone_style, end_mark=profile.end_mark),
        "recipients": worded(paper, wordings),
    }
    if isinstance(paper, SupervisionNoticePaper):
        values["outcome_word"] = layout.chosen(layout.SUPERVISION, on, choices)
    return replace(paper, **values)


def wordings_on(organization_id: int, paper: str, on: date) -> Mapping[str, Wording]:
    """The wording of each phrase of a paper in force on a day: the nearest office's latest version, else as delivered.

    A version that a newer template has no place for any more is left out; one that says what is delivered is no wording
    of its own: its tone marks follow the guidance.
    """
    own = own_wordings(organization_id, on, paper)
    found = {}
    for key, phrase in phrases_of(paper).items():
        text = own[paper, key].wording if (paper, key) in own else phrase.text
        found[key] = Wording(text, own=text != phrase.text)
    return found


def own_wordings(organization_id: int, on: date, paper: str | None = None) -> dict[tuple[str, str], PaperWording]:
    """The own versions in force on a day for bodies of an organization, by paper and phrase; of one paper or of all."""
    wanted = [PaperWording.paper == paper] if paper else []
    found: dict[tuple[str, str], PaperWording] = {}
    for row in _nearest_first(PaperWording, organization_id, *wanted, *_covering(PaperWording, on)):
        found.setdefault((row.paper, row.phrase), row)
    return found


def choices_on(organization_id: int, on: date) -> list[layout.Choice]:
    """What the office follows, the nearest office first and of each its latest choice: all that was not over by a day.

    What begins later tells that it is not followed yet.
    """
    ahead = or_(LayoutChoice.until.is_(None), LayoutChoice.until >= on)
    rows = _nearest_first(LayoutChoice, organization_id, ahead)
    return [layout.Choice(row.setting, row.value, row.since, row.until) for row in rows]


def _covering(kind: type[Decided], on: date) -> tuple[Any, ...]:
    return kind.since <= on, or_(kind.until.is_(None), kind.until >= on)


def _nearest_first(kind: type[Row], organization_id: int, *conditions: Any) -> list[Row]:
    """The standing rows for bodies of an organization, the nearest office first, of each the latest first."""
    own = aliased(Organization)
    places = [getattr(own, column) for column in PLACE_COLUMNS]
    statement = (
        select(kind, own)
        .join(own, own.id == organization_id)
        .where(kind.organization_id.in_(places), kind.revoked_at.is_(None), *conditions)
        .order_by(kind.since.desc(), kind.recorded_at.desc())
    )
    found = [(_distance(place, row.organization_id), row) for row, place in db.session.execute(statement)]
    return [row for _steps, row in sorted(found, key=lambda pair: pair[0])]


def _distance(place: Organization, organization_id: int) -> int:
    nearest_first = [getattr(place, column) for column in reversed(PLACE_COLUMNS)]
    return nearest_first.index(organization_id)
