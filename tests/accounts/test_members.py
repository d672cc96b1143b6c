"""Which Party member an account is, and whose accounts an administrator keeps."""

import json

from tests.cast import PASSWORD
from tracker.accounts.models import Account
from tracker.accounts.queries import find_by_login
from tracker.audit.queries import entries_of
from tracker.extensions import db
from tracker.organizations.models import Organization
from tracker.organizations.services import BodyFacts, set_up_body
from tracker.organizations.states import BodyKind

NEW = {"login_name": "bi.thu", "full_name": "Lò Văn Phượng", "roles": ["officer"], "password": PASSWORD}


def tie(play, cast, name: str, member: str):
    return play("administrator").submit(
        f"/accounts/{cast.accounts[name]}", {"member": f"member-{cast.members[member]}"}
    )


def test_the_administrator_ties_an_account_to_its_member_on_record(app, play, cast):
    assert tie(play, cast, "head", "outsider").status_code == 422  # a member of another ward is not known here
    assert tie(play, cast, "head", "probationer").status_code == 303
    with app.app_context():
        assert db.session.get_one(Account, cast.accounts["head"]).member_id == cast.members["probationer"]
        (_, about) = list(entries_of("account.changed"))[-1]
        assert about["member"] == cast.members["probationer"]


def test_one_member_has_one_active_account(app, play, cast):
    refused = tie(play, cast, "head", "secretary")
    assert (refused.status_code, "Đảng viên này đã gắn với" in refused.text) == (422, True)
    with app.app_context():
        db.session.get_one(Account, cast.accounts["subject"]).active = False
        db.session.commit()
    assert tie(play, cast, "head", "secretary").status_code == 303


def test_the_list_tells_whom_nobody_can_keep_out_of_his_own_case(play, cast):
    before = play("administrator").get("/accounts").text.count("Chưa gắn đảng viên")
    assert tie(play, cast, "head", "probationer").status_code == 303
    after = play("administrator").get("/accounts").text.count("Chưa gắn đảng viên")
    assert before > after == before - 1


def test_the_picker_of_the_administrator_finds_members_and_nothing_else(play, cast):
    found = json.loads(play("administrator").get("/accounts/members.json?q=pham").text)
    assert all(row["key"].startswith("member-") for row in found)
    assert play("officer").get("/accounts/members.json?q=pham").status_code == 403


def test_the_administrator_of_a_ward_keeps_the_accounts_of_its_cells_and_of_no_other_house(app, play, cast):
    with app.app_context():
        cell = db.session.get_one(Organization, cast.organizations["cell"])
        facts = BodyFacts(
            "Chi bộ tổ dân phố 1", "Đảng uỷ phường", "Chi bộ tổ dân phố 1", "CB", "Điện Biên Phủ", "T/M Chi bộ", 9, ""
        )
        body = set_up_body(None, cell, BodyKind.CELL_MEETING, facts).id
        db.session.commit()
    administrator = play("administrator")
    made = administrator.submit("/accounts/new", NEW | {"body": str(body)})
    assert made.status_code == 303, made.text
    with app.app_context():
        account = find_by_login("bi.thu")
        assert account is not None and account.body_id == body
        page = f"/accounts/{account.id}"
    assert administrator.get(page).status_code == 200
    assert "bi.thu" in administrator.get("/accounts").text
    found = {row["label"] for row in administrator.get("/accounts/bodies.json?q=to dan pho").json}
    assert found == {"Chi bộ tổ dân phố 1"}
    assert administrator.get("/accounts/bodies.json?q=muong thanh").json == []
    assert play("officer").get("/accounts/bodies.json?q=uy ban").status_code == 403
    for body in ("other_commission", "province_commission"):
        refused = administrator.submit("/accounts/new", NEW | {"login_name": "khac", "body": str(cast.bodies[body])})
        assert refused.status_code == 422
