"""Closed cases of the past, entered one by one."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.cast import Cast, ago
from tracker.accounts.queries import get_actor
from tracker.cases.kinds import Kind
from tracker.cases.models import Case
from tracker.cases.past import PastCase, PastSubject, record_past_case
from tracker.cases.states import Basis, SubjectType
from tracker.core import clock
from tracker.extensions import db


def past_case(cast: Cast, body: str, organizations: tuple[str, ...] = (), members: tuple[str, ...] = ()) -> PastCase:
    """A compliance inspection (by a committee) or a supervision (by a commission), concluded 400 days ago."""
    subjects = [PastSubject(SubjectType.ORGANIZATION, cast.organizations[name]) for name in organizations]
    subjects += [PastSubject(SubjectType.MEMBER, cast.members[name]) for name in members]
    return PastCase(
        kind=Kind.COMPLIANCE_INSPECTION if body == "committee" else Kind.THEMATIC_SUPERVISION,
        body_id=cast.bodies[body],
        title="việc chấp hành quy chế làm việc",
        subjects=subjects,
        contents=["org.working_rules"],
        period_from=ago(900),
        period_until=ago(500),
        basis=Basis.PROGRAMME,
        basis_text="Chương trình năm",
        decision_number="07-QĐ/ĐU",
        decision_on=ago(450),
        conclusion_number="11-TB/ĐU",
        concluded_on=ago(400),
        archived_on=ago(380),
    )


@pytest.fixture
def enter(app, cast) -> Callable[..., str]:
    """``enter("committee", ("cell",), ("secretary",), concluded_on=…)`` – the reference of the stored case."""

    def entered(body: str, organizations: tuple = (), members: tuple = (), restricted: bool = False, **other) -> str:
        with app.app_context():
            past = replace(past_case(cast, body, organizations, members), **other)
            case: Case = record_past_case(get_actor(cast.accounts["upper_officer"]), past, clock.today())
            case.restricted = restricted
            db.session.commit()
            return case.ref

    return entered
