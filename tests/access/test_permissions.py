"""The map of permissions, read aloud."""

from itertools import product

import pytest

from tracker.access import Actor, Permission, Relation, Role, may, require
from tracker.access.permissions import CASE_GRANTS, ROLE_GRANTS
from tracker.core.errors import Forbidden


def actor(*roles: Role) -> Actor:
    return Actor(1, "Lò Văn A", frozenset(roles), 1, 1, "grassroots")


def test_every_permission_stands_in_exactly_one_map():
    assert set(CASE_GRANTS) | set(ROLE_GRANTS) == set(Permission)
    assert not set(CASE_GRANTS) & set(ROLE_GRANTS)


def test_no_role_alone_opens_a_case():
    for role, permission in product(Role, CASE_GRANTS):
        assert not may(actor(role), permission)


def test_what_the_administrator_may():
    allowed = {permission for permission in ROLE_GRANTS if may(actor(Role.ADMINISTRATOR), permission)}
    assert allowed == {Permission.USE, Permission.SEE_TREE, Permission.MANAGE_ACCOUNTS}


def test_what_a_report_viewer_may():
    allowed = {permission for permission in ROLE_GRANTS if may(actor(Role.REPORT_VIEWER), permission)}
    assert allowed == {Permission.USE, Permission.SEE_TREE, Permission.SEE_STATISTICS}


@pytest.mark.parametrize(
    ("relation", "allowed"),
    [
        (Relation.CLERK, {"see_papers", "issue_case", "issue_notice", "close_case", "record_vote", "issue_decision"}),
        (Relation.SESSION_MEMBER, {"see_file", "see_papers"}),
        (
            Relation.TEAM_MEMBER,
            {"see_file", "see_papers", "conduct_case", "record_findings", "follow_up", "review_discipline"},
        ),
    ],
)
def test_what_a_relation_to_a_case_allows(relation, allowed):
    found = {permission.value for permission in CASE_GRANTS if may(actor(), permission, [relation])}
    assert found == allowed


def test_the_clerk_reads_no_file_and_the_team_concludes_nothing():
    assert not may(actor(Role.CLERK), Permission.SEE_FILE, [Relation.CLERK])
    assert not may(actor(Role.OFFICER), Permission.ISSUE_NOTICE, [Relation.TEAM_HEAD, Relation.TEAM_MEMBER])
    with pytest.raises(Forbidden):
        require(actor(Role.CLERK), Permission.SEE_FILE, [Relation.CLERK])
