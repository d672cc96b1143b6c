"""The pages of reorganization: end, divide, and the table of successions."""

import io
import re

import pytest

from tests.cast import ago, typed
from tests.reorganization.building import bodies, end, give_bodies
from tests.stories import Story
from tracker.cases.models import Case
from tracker.extensions import db
from tracker.organizations.models import Organization
from tracker.organizations.services import BodyFacts, set_up_body
from tracker.organizations.states import BodyKind


@pytest.fixture
def ids(app, cast):
    with app.app_context():
        place = db.session.get_one(Organization, cast.organizations["other_ward"])
        facts = BodyFacts("Đảng uỷ phường", "Đảng bộ tỉnh", "Đảng uỷ", "ĐU", "Mường Thanh", "T/M ĐẢNG UỶ", 9, "")
        set_up_body(None, place, BodyKind.COMMITTEE, facts)
        db.session.commit()
    return cast.organizations


def ended(app, organization_id: int):
    with app.app_context():
        return db.session.get_one(Organization, organization_id).ended_on


def test_a_ward_ends_by_form_and_the_page_says_what_moved(app, ids, play):
    values = {"ended_on": typed(ago(2)), "successor": f"org-{ids['other_ward']}", "decision": "NQ 1661"}
    answer = play("upper_officer").submit(f"/organizations/{ids['ward']}/end", values)
    assert answer.status_code == 303
    page = play("upper_officer").get(answer.location).text
    assert "tài khoản" in page
    assert ended(app, ids["ward"]) == ago(2)


def test_a_refusal_stands_beside_the_successor_with_its_article(app, ids, play):
    values = {"ended_on": typed(ago(2)), "decision": "NQ 1661"}
    answer = play("upper_officer").submit(f"/organizations/{ids['ward']}/end", values)
    assert answer.status_code == 422
    assert "Điều 1, 296-QĐ/TW" in answer.text
    assert ended(app, ids["ward"]) is None


def test_a_refusal_without_a_successor_says_what_would_be_left_without_an_owner(ids, play):
    values = {"ended_on": typed(ago(2)), "decision": "NQ 1661"}
    answer = play("upper_officer").submit(f"/organizations/{ids['ward']}/end", values)
    assert answer.status_code == 422
    assert "Nếu không nêu tổ chức kế thừa" in answer.text
    assert re.findall(r"<dt>([^<]+)</dt>", answer.text)[:4] == [
        "Tổ chức trực thuộc", "Đảng viên", "Tài khoản", "Kỳ họp sắp tới",
    ]  # fmt: skip


def test_a_leader_hands_on_a_case_and_a_refusal_keeps_the_choices(app, cast, ids, play):
    with app.app_context():
        case_id = Story(cast).conducting().file("head").case.id
        give_bodies(cast, "other_ward", *bodies(cast, "ward"))
        end(cast, "other_cell", "other_ward", 3)
        end(cast, "cell_two", "ward", 3)
        db.session.commit()
    url, heir = f"/organizations/{ids['ward']}/hand-on", f"org-{ids['other_ward']}"
    chair = play("upper_chair")
    values = {"on": typed(ago(-1)), "decision": "QĐ 6", "others": [heir], f"heirs-case-{case_id}": heir}
    refused = chair.submit(url, values)
    assert refused.status_code == 422
    assert f'value="{heir}" selected' in refused.text
    assert chair.submit(url, values | {"on": typed(ago(1))}).status_code == 303
    with app.app_context():
        assert db.session.get_one(Case, case_id).body_id == bodies(cast, "other_ward")["commission"]


def test_a_piece_may_only_name_an_organization_that_is_picked(app, cast, ids, play):
    with app.app_context():
        case_id = Story(cast).conducting().file("head").case.id
        db.session.commit()
    values = {"on": typed(ago(1)), "decision": "QĐ 6", f"heirs-case-{case_id}": f"org-{ids['other_ward']}"}
    answer = play("upper_chair").submit(f"/organizations/{ids['ward']}/hand-on", values)
    assert answer.status_code == 422
    assert "không còn trong danh sách" in answer.text


def test_a_stale_page_ends_nothing(app, ids, play):
    old = play("upper_officer").get(f"/organizations/{ids['ward']}/end")
    rename = {"name": "Đảng bộ phường Mới", "level": "grassroots", "since": typed(ago(9)), "decision": ""}
    assert play("upper_officer").submit(f"/organizations/{ids['ward']}/rename", rename).status_code == 303
    values = {"ended_on": typed(ago(2)), "successor": f"org-{ids['other_ward']}", "decision": "NQ 1661"}
    assert play("upper_officer").submit("", values, page=old).status_code == 409
    assert ended(app, ids["ward"]) is None


def test_a_division_by_form(app, ids, play):
    values = {
        "code": "P3", "name": "Đảng bộ phường Mường Ảng", "since": typed(ago(2)), "decision": "NQ 1661",
        "organizations": [str(ids["cell"])],
    }  # fmt: skip
    answer = play("upper_officer").submit(f"/organizations/{ids['ward']}/split", values)
    assert answer.status_code == 303
    assert "Mường Ảng" in play("upper_officer").get(answer.location).text


def test_a_table_is_tried_and_then_carried_out(app, ids, play):
    def sheet() -> tuple[io.BytesIO, str]:
        text = f"ma;ma ke thua;ngay cuoi;quyet dinh\nP1;P2;{typed(ago(2))};NQ 1661\n"
        return io.BytesIO(text.encode()), "ke-thua.csv"

    clerk = play("upper_officer")
    tried = clerk.submit("/organizations/successions", {"sheet": sheet()})
    assert tried.status_code == 200
    assert "Đảng bộ phường Mường Thanh" in tried.text
    assert ended(app, ids["ward"]) is None
    assert clerk.submit("/organizations/successions", {"sheet": sheet()}, press="import").status_code == 303
    assert ended(app, ids["ward"]) == ago(2)


def test_a_bad_table_says_which_row(app, ids, play):
    text = f"ma;ma ke thua;ngay cuoi;quyet dinh\nP1;P9;{typed(ago(2))};NQ 1661\n"
    answer = play("upper_officer").submit(
        "/organizations/successions", {"sheet": (io.BytesIO(text.encode()), "a.csv")}, press="import"
    )
    assert answer.status_code == 422
    assert "Dòng 2" in answer.text and "P9" in answer.text
    assert ended(app, ids["ward"]) is None


def test_the_template_opens(ids, play):
    answer = play("officer").get("/organizations/successions/template")
    assert answer.data.startswith(b"PK")


@pytest.mark.parametrize(("who", "status"), [("chair", 403), ("administrator", 403), ("stranger", 404)])
def test_the_pages_are_for_who_edits_the_tree_there(ids, play, who, status):
    for page in ("end", "split"):
        assert play(who).get(f"/organizations/{ids['ward']}/{page}").status_code == status


def test_the_heir_reads_the_old_organization_under_its_name_finds_it_and_changes_nothing(app, cast, ids, play):
    with app.app_context():
        end(cast, "ward", "other_ward", 2)
        end(cast, "other_cell", "cell", 1)
        db.session.commit()
    officer = play("officer")
    page = officer.get(f"/organizations/{ids['ward']}")
    assert page.status_code == 200 and "Đảng bộ phường Điện Biên Phủ" in page.text
    assert f"/organizations/{ids['ward']}/correct" not in page.text
    assert officer.get(f"/organizations/{ids['ward']}/correct").status_code == 404
    found = officer.get("/search?q=Điện Biên Phủ").text
    assert f'href="/organizations/{ids["ward"]}"' in found
    assert f'href="/organizations/{ids["ward"]}"' in officer.get(f"/organizations/{ids['other_ward']}").text
    assert officer.get(f"/organizations/{ids['other_cell']}").status_code == 200


def test_who_took_over_nothing_does_not_see_what_ended_beside(app, cast, ids, play):
    with app.app_context():
        end(cast, "cell", "cell_two", 2)
        db.session.commit()
    assert play("stranger").get(f"/organizations/{ids['cell']}").status_code == 404
    assert play("officer").get(f"/organizations/{ids['cell']}").status_code == 200
