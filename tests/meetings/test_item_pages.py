"""Pages of an item, papers of a session: who reaches them, what they say, and what they keep to themselves."""

import io
import re

import pypdf
import pytest

from tests.cast import ago, typed
from tests.sittings import items_of, listed, opened_vote
from tests.stories import Story
from tracker.cases.states import SubjectType
from tracker.extensions import db
from tracker.meetings.models import AgendaItem, ItemVote

pytestmark = pytest.mark.usefixtures("troubled")

MATTER = {"title": "Sửa Quy chế làm việc", "draft": "Thông qua Quy chế."}
HANDS = {"votes_for": "4", "votes_against": "1", "votes_blank": "0", "result": "adopted", "resolution": "Nhất trí."}


def text_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())


def plan(play, cast, invited: tuple[str, ...] = ()) -> str:
    new = {
        "title": "Kỳ họp thứ 12",
        "held_on": typed(ago(12)),
        "starts_at": "08:00",
        "place": "Trụ sở Đảng uỷ phường",
        "chair_name": "Vũ Minh Nguyệt",
        "body": str(cast.bodies["commission"]),
        "attendees": [str(cast.accounts[name]) for name in invited],
    }
    return play("clerk").submit("/sessions/new", new).location


@pytest.fixture
def told(app, cast):
    """Two reported cases, the second restricted."""
    with app.app_context():
        open_case = Story(cast).reported()
        subjects = [(SubjectType.MEMBER, cast.members["full_member"])]
        values = {"title": "việc tối mật", "subjects": subjects, "overlap_reason": "Khác."}
        hidden = Story(cast, opener="head").reported(restricted=True, **values)
        db.session.commit()
    return open_case.ref, hidden.ref


def printable(client) -> list[str]:
    """The papers of sessions that this person may choose in the register."""
    found = [client.get(f"/register?type={kind}").text for kind in ("minutes", "resolution")]
    return re.findall(r'name="paper" value="([0-9a-f]+)"', "".join(found))


def voted(client, item: str) -> None:
    assert client.submit(f"{item}/open", {"method": "hands"}).status_code == 303
    assert client.submit(f"{item}/vote", HANDS).status_code == 303


def test_a_session_of_two_cases_and_a_matter_ends_in_papers_and_an_extract_of_one(play, cast, told):
    clerk, session = play("clerk"), plan(play, cast, ("vice_chair",))
    for ref in told:
        assert clerk.submit(session, {"case": ref}).status_code == 303
    assert clerk.submit(f"{session}/matters/new", MATTER).status_code == 303
    listed(clerk, session, present=5)
    items = items_of(clerk, session)
    assert len(items) == 3
    for item in items:
        voted(clerk, item)
    assert clerk.submit(f"{session}/minutes", {"resolution": "Giao Văn phòng theo dõi."}).status_code == 303
    issue = {"issued_on": typed(ago(11)), "signer": str(cast.accounts["chair"])}
    for paper in ("minutes", "resolution"):
        assert clerk.submit(f"{session}/{paper}/issue", issue).status_code == 303
        assert clerk.submit(f"{session}/{paper}/issue", issue).status_code == 409
    minutes = text_of(clerk.get(f"{session}/minutes.pdf").data)
    assert "01-BB/UBKTĐU" in minutes and "việc tối mật" in minutes and "tán thành 4, không tán thành 1" in minutes
    refs = printable(clerk)
    assert len(refs) == 2 and printable(play("vice_chair")) == refs  # invited
    bound = pypdf.PdfReader(io.BytesIO(clerk.get(f"/register/print.pdf?paper={refs[0]}&paper={refs[1]}").data))
    assert {entry.title.split("/")[0] for entry in bound.outline} == {"01-BB", "01-NQ"}
    resolution = text_of(clerk.get(f"{session}/resolution.pdf").data)
    assert "01-NQ/UBKTĐU" in resolution and "QUYẾT NGHỊ" in resolution
    extract = text_of(clerk.get(f"{items[0]}/extract.pdf").data)
    assert "việc quản lý, sử dụng quỹ" in extract and "01-BB/UBKTĐU" in extract
    assert "việc tối mật" not in extract and "Quy chế" not in extract and "theo dõi" not in extract
    assert clerk.submit(f"{session}/addendum", {"text": "Có mặt 4.", "reason": "Ghi nhầm"}).status_code == 303
    assert "Có mặt 4." in clerk.get(session).text
    # who does not know of the restricted case learns nothing of it, invited or not
    for name in ("bystander", "officer"):
        page = play(name).get(session).text
        assert "việc tối mật" not in page and "3." not in page.split("<table", 1)[1].split("</table", 1)[0]
        statuses = [play(name).get(f"{items[1]}{tail}").status_code for tail in ("", "/extract.pdf")]
        assert statuses == [404, 404]
        assert play(name).get(f"{session}/minutes.pdf").status_code == 404
        assert "tối mật" not in text_of(play(name).get(f"{session}/invitation.pdf").data)


def test_a_chair_who_is_a_subject_reads_minutes_without_that_item(play, cast, told):
    clerk, session = play("clerk"), plan(play, cast)
    assert clerk.submit(session, {"case": told[0]}).status_code == 303
    assert clerk.submit(f"{session}/matters/new", MATTER).status_code == 303
    listed(clerk, session)
    items = items_of(clerk, session)
    for item in items:
        voted(clerk, item)
    assert clerk.submit(f"{session}/minutes", {"resolution": "Theo dõi."}).status_code == 303
    issue = {"issued_on": typed(ago(11)), "signer": str(cast.accounts["chair"])}
    assert clerk.submit(f"{session}/minutes/issue", issue).status_code == 303
    read = text_of(play("subject").get(f"{session}/minutes.pdf").data)
    assert "Quy chế" in read and "sử dụng quỹ" not in read
    [ref] = printable(clerk)
    assert not printable(play("subject")) and play("subject").get(f"/papers/{ref}.pdf").status_code == 404
    assert play("subject").submit(f"{session}/resolution/issue", issue).status_code == 404
    assert play("subject").get(items[0]).status_code == 404


def test_the_page_of_an_item_shows_text_and_hash_and_says_that_a_changed_text_is_void(app, play, cast):
    clerk, session = play("clerk"), plan(play, cast)
    assert clerk.submit(f"{session}/matters/new", MATTER).status_code == 303
    item = opened_vote(clerk, session, "hands")
    with app.app_context():
        sha256 = db.session.query(ItemVote.sha256).scalar()
    assert clerk.submit(f"{item}/vote", HANDS).status_code == 303
    page = clerk.get(item).text
    assert sha256 in page and "Thông qua Quy chế." in page and "Văn bản đã đổi" not in page
    assert clerk.submit(f"{item}/change", MATTER | {"draft": "Không thông qua."}).status_code == 303
    page = clerk.get(item).text
    assert sha256 in page and "Văn bản đã đổi sau khi biểu quyết" in page and "Không thông qua." in page
    assert "Văn bản đã đổi sau khi biểu quyết" in clerk.get(session).text
    assert clerk.submit(f"{session}/minutes", {"resolution": "Theo dõi."}).status_code == 422
    voted(clerk, item)
    assert clerk.submit(f"{session}/minutes", {"resolution": "Theo dõi."}).status_code == 303


def test_the_ballot_paper_names_nobody_who_votes(play, cast, told):
    clerk, session = play("clerk"), plan(play, cast)
    assert clerk.submit(session, {"case": told[0]}).status_code == 303
    (item,) = items_of(clerk, session)
    ballot = text_of(clerk.get(f"{item}/ballot.pdf").data)
    assert "PHIẾU BIỂU QUYẾT" in ballot and "Không tán thành" in ballot and "Phiếu không ký tên" in ballot


def test_an_invitation_names_who_is_invited_and_writes_the_hour_out(play, cast):
    session = plan(play, cast, invited=("member", "vice_chair"))
    text = text_of(play("clerk").get(f"{session}/invitation.pdf").data)
    assert "Kính gửi: - đồng chí Phạm Đăng Ninh, Uỷ viên; - đồng chí Hoàng Thế Vinh, Phó Chủ nhiệm." in text
    assert "Thời gian: 08 giờ 00, ngày" in text


def test_forbidden_steps_on_an_item_change_nothing(app, play, cast, told):
    clerk, session = play("clerk"), plan(play, cast)
    assert clerk.submit(session, {"case": told[0]}).status_code == 303
    (item,) = items_of(clerk, session)
    recusal = {"person": "1", "reason": "Người thân", "article": "Điều 5"}

    def statuses(steps: list[tuple[str, dict]]) -> list[int]:
        return [clerk.submit(f"{item}/{step}", values).status_code for step, values in steps]

    nobody = [("open", {"method": "hands"}), ("annul", {"reason": "sai"}), ("up", {})]
    assert statuses(nobody) == [422, 409, 422]
    assert clerk.get(f"{item}/vote").status_code == 409
    listed(clerk, session)
    assert statuses([("recuse", recusal), ("recuse", recusal)]) == [303, 422]
    assert clerk.submit(f"{item}/open", {"method": "hands"}).status_code == 303
    begun = [("open", {"method": "hands"}), ("recuse", recusal | {"person": "2"}), ("recusals/1/withdraw", {})]
    assert statuses([*begun, ("up", {})]) == [409, 409, 409, 422]
    wrong = [HANDS, HANDS | {"votes_for": "1", "votes_against": "3"}]
    assert [clerk.submit(f"{item}/vote", one).status_code for one in wrong] == [422, 422]  # four may vote
    assert clerk.submit(f"{item}/vote", HANDS | {"votes_for": "3"}).status_code == 303
    assert clerk.get(f"{item}/vote").status_code == 409
    for name, expected in (("officer", 403), ("vice_chair", 403), ("stranger", 404)):
        assert play(name).get(f"{item}/open").status_code == expected
    with app.app_context():
        assert (db.session.query(ItemVote).count(), db.session.query(AgendaItem.votes_for).scalar()) == (1, 3)


def test_who_may_not_open_a_case_reads_no_count_result_or_resolution_of_its_item(play, cast, told):
    clerk, session = play("clerk"), plan(play, cast)
    assert clerk.submit(session, {"case": told[0]}).status_code == 303
    listed(clerk, session)
    (item,) = items_of(clerk, session)
    voted(clerk, item)
    said = "tán thành 4", "Nhất trí.", "Thông qua"
    assert all(text in clerk.get(session).text for text in said)
    closed = [name for name in ("officer", "bystander", "viewer") if play(name).get(item).status_code == 404]
    pages = {name: play(name).get(session) for name in closed}
    assert closed and any(page.status_code == 200 for page in pages.values())
    assert [(name, text) for name, page in pages.items() for text in said if text in page.text] == []
