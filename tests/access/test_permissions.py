"""The map of permissions, read aloud."""

from itertools import product

import pytest

from tracker.access import HELD_BACK, Actor, Permission, Relation, Role, may, require
from tracker.access.permissions import CASE_GRANTS, ROLE_GRANTS
from tracker.core.errors import Forbidden, HeldBack

BY_ROLE = """
                   officer commission_member vice_chair chair clerk petition_receiver committee_leader report_viewer administrator
use                yes     yes               yes        yes   yes   yes               yes              yes           yes
see_tree           yes     yes               yes        yes   yes   yes               yes              yes           yes
edit_tree          yes     -                 -          -     yes   -                 -                -             -
hand_on_work       -       -                 yes        yes   -     -                 yes              -             -
see_members        yes     yes               yes        yes   yes   yes               yes              -             -
edit_members       yes     -                 -          -     yes   -                 -                -             -
see_programmes     yes     yes               yes        yes   yes   -                 yes              -             -
draft_programme    yes     yes               yes        yes   yes   -                 -                -             -
approve_programme  -       -                 yes        yes   -     -                 yes              -             -
record_external_work yes     yes               yes        yes   yes   -                 -                -             -
see_observations   yes     yes               yes        yes   -     -                 yes              -             -
note_observation   yes     yes               yes        yes   -     -                 -                -             -
decide_observation -       -                 yes        yes   -     -                 yes              -             -
see_petitions      -       -                 yes        yes   -     yes               yes              -             -
receive_petition   -       -                 -          -     -     yes               -                -             -
decide_petition    -       -                 yes        yes   -     -                 yes              -             -
reveal_identity    yes     yes               yes        yes   -     yes               -                -             -
grant_identity     -       -                 -          yes   -     -                 yes              -             -
see_cases          yes     yes               yes        yes   yes   -                 yes              -             -
open_case          yes     yes               yes        yes   -     -                 -                -             -
see_sessions       yes     yes               yes        yes   yes   -                 yes              -             -
plan_session       yes     -                 yes        yes   yes   -                 -                -             -
hold_session       -       -                 -          yes   yes   -                 -                -             -
see_register       -       -                 yes        yes   yes   -                 -                -             -
take_number        -       -                 -          -     yes   -                 -                -             -
set_numbering      -       -                 -          yes   yes   -                 -                -             -
dispatch_paper     -       -                 -          -     yes   -                 -                -             -
see_incoming       yes     yes               yes        yes   yes   -                 yes              -             -
register_incoming  -       -                 -          -     yes   -                 -                -             -
see_books          yes     yes               yes        yes   yes   yes               yes              -             -
see_overview       yes     yes               yes        yes   -     -                 yes              -             -
see_statistics     yes     yes               yes        yes   -     -                 yes              yes           -
see_reports        yes     yes               yes        yes   yes   -                 yes              -             -
write_report       yes     yes               yes        yes   -     -                 -                -             -
manage_accounts    -       -                 -          -     -     -                 -                -             yes
manage_rules       -       -                 -          -     -     -                 -                -             yes
"""  # noqa: E501

BY_RELATION = """
                   opener team_head team_member directing chair clerk session_member undeclared in_conflict
see_file           yes    yes       yes         yes       yes   -     yes            -          -
see_papers         yes    yes       yes         yes       yes   yes   yes            -          -
edit_draft         yes    yes       -           yes       yes   -     -              -          -
issue_case         -      -         -           -         yes   yes   -              -          -
conduct_case       -      yes       yes         yes       -     -     -              -          -
record_findings    -      yes       yes         -         -     -     -              -          -
declare_conflict   -      yes       yes         -         -     -     -              -          -
record_evidence    -      yes       yes         -         -     -     -              -          -
see_hints          -      yes       -           yes       yes   -     -              -          -
see_originals      -      yes       yes         yes       yes   -     -              -          -
write_diary        -      yes       yes         -         -     -     -              -          -
sign_diary         -      yes       -           -         -     -     -              -          -
submit_report      -      yes       -           -         -     -     -              -          -
return_case        -      -         -           -         yes   -     -              -          -
amend_case         -      -         -           yes       yes   -     -              -          -
issue_notice       -      -         -           -         -     yes   -              -          -
draft_paper        -      yes       yes         yes       yes   yes   -              -          -
review_paper       -      yes       -           yes       yes   -     -              -          -
approve_paper      -      -         -           yes       yes   -     yes            -          -
print_original     -      -         -           -         yes   yes   -              -          -
end_paper          -      -         -           -         -     yes   -              -          -
follow_up          -      yes       yes         yes       yes   -     -              -          -
waive_recommendation -      -         -           -         yes   -     -              -          -
close_case         -      yes       -           -         yes   yes   -              -          -
overrule_archive   -      -         -           -         yes   -     -              -          -
propose_discipline -      yes       -           yes       yes   -     -              -          -
review_discipline  -      yes       yes         yes       yes   -     -              -          -
record_vote        -      -         -           -         yes   yes   -              -          -
issue_decision     -      -         -           -         -     yes   -              -          -
"""


def actor(*roles: Role) -> Actor:
    return Actor(1, "Lò Văn A", frozenset(roles), 1, 1, "grassroots")


def test_every_permission_stands_in_exactly_one_map():
    assert set(CASE_GRANTS) | set(ROLE_GRANTS) == set(Permission)
    assert not set(CASE_GRANTS) & set(ROLE_GRANTS)


def test_no_role_alone_opens_a_case():
    for role, permission in product(Role, CASE_GRANTS):
        assert not may(actor(role), permission)


def read_aloud(grants: dict, holders: type) -> str:
    """A row for each permission, a column for each role or relation."""
    rows = [
        [permission.value, *("yes" if who in held else "-" for who in holders)] for permission, held in grants.items()
    ]
    widths = [18, *(len(who.value) for who in holders)]
    heads = ["", *(who.value for who in holders)]
    return "\n".join(
        " ".join(word.ljust(width) for word, width in zip(row, widths, strict=True)).rstrip() for row in [heads, *rows]
    )


def test_what_each_role_may_do_in_the_house():
    assert read_aloud(ROLE_GRANTS, Role) == BY_ROLE.strip("\n")


def test_what_each_relation_allows_on_one_case():
    assert read_aloud(CASE_GRANTS, Relation) == BY_RELATION.strip("\n")


def test_the_administrator_gets_nothing_of_a_case_nor_of_people():
    allowed = {permission for permission in Permission if may(actor(Role.ADMINISTRATOR), permission)}
    assert allowed == {Permission.USE, Permission.SEE_TREE, Permission.MANAGE_ACCOUNTS, Permission.MANAGE_RULES}


def test_the_clerk_reads_no_file_and_the_team_concludes_nothing():
    assert not may(actor(Role.CLERK), Permission.SEE_FILE, [Relation.CLERK])
    assert not may(actor(Role.OFFICER), Permission.ISSUE_NOTICE, [Relation.TEAM_HEAD, Relation.TEAM_MEMBER])
    with pytest.raises(Forbidden):
        require(actor(Role.CLERK), Permission.SEE_FILE, [Relation.CLERK])


@pytest.mark.parametrize("waiting", sorted(HELD_BACK))
def test_who_is_in_the_team_and_has_not_declared_reads_what_to_declare_about_and_does_no_work(waiting):
    member = {Relation.TEAM_MEMBER, waiting}
    allowed = {permission for permission in CASE_GRANTS if may(actor(Role.OFFICER), permission, member)}
    assert allowed == {Permission.SEE_PAPERS, Permission.DECLARE_CONFLICT}
    with pytest.raises(HeldBack):
        require(actor(Role.OFFICER), Permission.RECORD_FINDINGS, member)


def test_what_the_team_could_not_do_either_is_refused_by_the_role_and_other_parts_in_the_case_stay():
    with pytest.raises(Forbidden) as refused:
        require(actor(Role.OFFICER), Permission.SIGN_DIARY, {Relation.TEAM_MEMBER, Relation.UNDECLARED})
    assert not isinstance(refused.value, HeldBack)
    assert may(actor(Role.CHAIR), Permission.AMEND_CASE, {Relation.TEAM_MEMBER, Relation.UNDECLARED, Relation.CHAIR})
