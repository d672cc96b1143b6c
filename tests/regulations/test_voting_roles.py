"""A body may decide on one form and only propose another: each is counted by its own share, on one ballot paper."""

from datetime import date

import pytest

from tracker.core.errors import RuleViolation
from tracker.regulations.terms import Form, Role
from tracker.regulations.voting import count_discipline_vote

ON = date(2026, 9, 1)
ROLES = {
    Form.REPRIMAND: Role.DECIDING,
    Form.WARNING: Role.DECIDING,
    Form.REMOVAL: Role.PROPOSING,
    Form.EXPULSION: Role.PROPOSING,
}


def counted(roles=ROLES, **ballots: int):
    return count_discipline_vote("full-member", True, roles, 9, ballots, ON)


@pytest.mark.parametrize(
    ("ballots", "form", "role"),
    [
        ({"expulsion": 6, "warning": 3}, "expulsion", Role.PROPOSING),  # two thirds of nine
        ({"expulsion": 5, "warning": 4}, "removal", Role.PROPOSING),  # carried into removal, only proposed as well
        ({"warning": 5, "none": 4}, "warning", Role.DECIDING),
        ({"none": 5, "warning": 4}, "none", Role.DECIDING),
        ({"warning": 4, "none": 4}, None, Role.DECIDING),
    ],
)
def test_the_result_has_the_role_of_its_form(ballots, form, role):
    count = counted(**ballots)
    assert (count.form, count.role) == (form, role)


def test_without_a_result_the_role_is_that_of_the_lightest_form():
    roles = ROLES | {Form.REPRIMAND: Role.PROPOSING}
    assert counted(roles, warning=2, none=2).role is Role.PROPOSING


def test_a_form_without_a_role_is_named():
    with pytest.raises(RuleViolation) as caught:
        counted({form: role for form, role in ROLES.items() if form is not Form.REMOVAL}, warning=5)
    assert caught.value.field == "role"
    assert str(caught.value) == (
        "It is not said in what role the body votes on removal from office. The share of "
        "votes needed follows from it; say whether it decides or proposes."
    )


@pytest.mark.parametrize("roles", ["advising", ROLES | {Form.WARNING: "advising"}])
def test_an_unknown_role_is_refused_beside_its_field(roles):
    with pytest.raises(RuleViolation) as caught:
        counted(roles, warning=5)
    assert caught.value.field == "role"
