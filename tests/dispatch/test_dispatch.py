"""What becomes of a numbered paper: sent to several at once, signed for, corrected by revoking, never after its end."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.cast import TODAY, ago, typed
from tests.stories import Story
from tracker.access import Permission
from tracker.accounts.queries import get_actor
from tracker.app import TASKS
from tracker.audit import append_only
from tracker.cases.queries import get_file
from tracker.core.errors import Conflict, NotVisible, RuleViolation
from tracker.dispatch.models import DispatchEntry
from tracker.dispatch.queries import get_dispatched, tallies
from tracker.dispatch.rules import Tally, recipients_of
from tracker.dispatch.services import Shipment, keep_paper, receive_paper, revoke_entry, send_paper
from tracker.dispatch.states import EntryKind, Way
from tracker.documents.models import RegisteredPaper
from tracker.extensions import db
from tracker.records.services import EndOfPaper, end_paper
from tracker.tasks import read_tasks

ABOVE, BELOW = "Uỷ ban Kiểm tra Tỉnh uỷ", "Chi bộ tổ dân phố 1"


@pytest.fixture
def notice(app, cast) -> str:
    """The reference of an issued notice; it is printed for its subject, "Thường trực cấp uỷ" and the file."""
    with app.app_context():
        Story(cast).concluded()
        db.session.commit()
        return db.session.query(RegisteredPaper).filter_by(template="conclusion_notice").one().ref


def clerk(cast):
    return get_actor(cast.accounts["clerk"])


def to(*names: str, way: Way = Way.POST, days: int = 5) -> Shipment:
    return Shipment(names, way, ago(days), "Cà Thị Hoà", 2)


def tally_of(cast, ref: str) -> Tally:
    row = get_dispatched(clerk(cast), ref).row
    return tallies([row])[row.id]


def test_recipients_are_those_printed_without_the_copy_that_stays_in_the_house():
    printed = ("- Uỷ ban Kiểm tra Tỉnh uỷ;", "Lưu Uỷ ban Kiểm tra, hồ sơ.", " - Chi bộ 2 ", "Chi bộ 2")
    assert recipients_of(printed) == ["Uỷ ban Kiểm tra Tỉnh uỷ", "Chi bộ 2"]
    assert recipients_of(("Chi bộ 2", "Hồ sơ: Uỷ ban Kiểm tra"), ("", "kept_case")) == ["Chi bộ 2"]


@pytest.mark.parametrize("above", [("- Như trên;", ""), ("Nơi được gửi", "to_above")])
def test_as_above_is_each_addressee_and_they_are_sent_to_where_no_line_says_so(above):
    addressees = ("Đảng uỷ xã Công Hải", "Chi bộ 1")
    printed, phrases = (above[0], "Đoàn kiểm tra", "Chi bộ 1", "Lưu hồ sơ"), (above[1], "", "", "kept_case")
    wanted = [*addressees, "Đoàn kiểm tra"]
    assert recipients_of(printed, phrases, addressees) == recipients_of(printed[1:], (), addressees) == wanted


@pytest.mark.parametrize(
    ("executors", "wanted"),
    [
        (
            "Tổ chức đảng quản lý, các cơ quan có liên quan và đồng chí Đỗ Thuỳ Quyên",
            ["Tổ chức đảng quản lý, các cơ quan có liên quan", "đồng chí Đỗ Thuỳ Quyên"],
        ),
        ("Đảng uỷ xã, Chi bộ 1 và Uỷ ban Kiểm tra", ["Đảng uỷ xã", "Chi bộ 1", "Uỷ ban Kiểm tra"]),
        ("Ban Tuyên giáo và Dân vận; Chi bộ 1", ["Ban Tuyên giáo và Dân vận", "Chi bộ 1"]),
        ("", ["Như Điều 3"]),
    ],
)
def test_as_the_article_says_is_everybody_whom_it_names(executors, wanted):
    assert recipients_of(("Như Điều 3.", "Lưu hồ sơ"), (), (), executors) == wanted


def test_it_is_sent_to_several_at_once_and_signed_for_and_the_words_say_how_far(app, cast, notice):
    with app.app_context():
        actor = clerk(cast)
        assert tally_of(cast, notice) == Tally(2, 0, 0)
        sent = send_paper(actor, notice, to("Thường trực cấp uỷ", ABOVE, BELOW), TODAY)
        assert [(entry.copies, entry.person) for entry in sent] == [(2, "Cà Thị Hoà")] * 3
        receive_paper(actor, notice, [entry.id for entry in sent[:2]], ago(3), "Lò Văn Sơn", TODAY)
        assert tally_of(cast, notice) == Tally(4, 3, 2)


def test_a_wrong_entry_is_revoked_once_with_its_reason_and_its_receipt_falls_with_it(app, cast, notice):
    with app.app_context():
        actor = clerk(cast)
        [sent] = send_paper(actor, notice, to(ABOVE), TODAY)
        [received] = receive_paper(actor, notice, [sent.id], ago(3), "Lò Văn Sơn", TODAY)
        revoke_entry(actor, notice, received.id, "Ghi nhầm.", TODAY)
        assert tally_of(cast, notice) == Tally(3, 1, 0)
        receive_paper(actor, notice, [sent.id], ago(2), "Lò Văn Tâm", TODAY)
        revoke_entry(actor, notice, sent.id, "Gửi nhầm nơi.", TODAY)
        assert tally_of(cast, notice) == Tally(2, 0, 0)
        with pytest.raises(Conflict):
            revoke_entry(actor, notice, sent.id, "Lần nữa.", TODAY)
        send_paper(actor, notice, to(ABOVE), TODAY)
        assert tally_of(cast, notice) == Tally(3, 1, 0)
        assert db.session.query(DispatchEntry).count() == 6  # nothing was deleted
        again = DispatchEntry(
            paper_id=sent.paper_id, kind=EntryKind.REVOKED, of_id=sent.id, happened_on=TODAY, reason="x",
            recorded_by=actor.user_id, recorded_at=sent.recorded_at,
        )  # fmt: skip
        db.session.add(again)
        with pytest.raises(IntegrityError):
            db.session.flush()


def test_what_cannot_be_is_refused_beside_its_field(app, cast, notice):
    with app.app_context():
        actor = clerk(cast)
        [sent] = send_paper(actor, notice, to(ABOVE), TODAY)
        tries = [
            (lambda: send_paper(actor, notice, to(), TODAY), "recipients"),
            (lambda: send_paper(actor, notice, to(ABOVE), TODAY), "recipients"),
            (lambda: send_paper(actor, notice, to(BELOW, days=-1), TODAY), "sent_on"),
            (lambda: send_paper(actor, notice, to(BELOW, days=11), TODAY), "sent_on"),  # the day before it was issued
            (lambda: receive_paper(actor, notice, [sent.id], ago(6), "A", TODAY), "received_on"),
            (lambda: receive_paper(actor, notice, [], TODAY, "A", TODAY), "recipients"),
            (lambda: keep_paper(actor, notice, "Không cần.", TODAY), None),
        ]
        for attempt, field in tries:
            with pytest.raises(RuleViolation) as refusal:
                attempt()
            assert refusal.value.field == field
        send_paper(actor, notice, to(BELOW, days=10), TODAY)  # the day itself


def test_a_withdrawn_paper_is_not_sent_from_the_day_of_its_end_on(app, cast, notice):
    with app.app_context():
        actor = clerk(cast)
        ref = db.session.execute(db.text("SELECT ref FROM cases")).scalar_one()
        file = get_file(actor, ref, Permission.SEE_PAPERS)
        end_paper(actor, file, notice, EndOfPaper(ago(4), "Sai.", "Quyết định số 9"), TODAY)
        for days in (4, 0):
            with pytest.raises(RuleViolation):
                send_paper(actor, notice, to(ABOVE, days=days), TODAY)
        send_paper(actor, notice, to(ABOVE, days=5), TODAY)  # it was still valid when it went
        with pytest.raises(RuleViolation):
            keep_paper(actor, notice, "Không gửi.", TODAY)


def test_the_clerk_is_asked_for_what_is_not_sent_and_for_receipts_after_ten_days(app, cast, notice):
    def asked(name: str = "clerk") -> list[str]:
        found = read_tasks(get_actor(cast.accounts[name]), TODAY, TASKS)[0]
        return sorted(task.verb for task in found if task.endpoint == "dispatch.show_dispatch")

    with app.app_context():
        actor = clerk(cast)
        papers = db.session.query(RegisteredPaper).count()
        assert asked() == ["Send the paper"] * papers
        assert asked("chair") == asked("stranger") == []
        others = [row.ref for row in db.session.query(RegisteredPaper) if row.ref != notice]
        for ref in others:
            keep_paper(actor, ref, "Chỉ lưu hồ sơ.", TODAY)
        send_paper(actor, notice, to(ABOVE, days=10), TODAY)
        send_paper(actor, notice, to("Hội nghị", way=Way.MEETING, days=10), TODAY)
        assert asked() == []
        append_only.remove(db.session.connection())
        db.session.query(DispatchEntry).filter_by(recipient=ABOVE).one().happened_on = ago(11)
        db.session.flush()
        assert asked() == ["Ask for the missing receipt"]
        [late] = [entry for entry in get_dispatched(actor, notice).entries if entry.recipient == ABOVE]
        receive_paper(actor, notice, [late.id], TODAY, "Lò Văn Sơn", TODAY)
        assert asked() == []


def test_only_the_own_clerk_records_and_a_stranger_finds_no_paper(app, cast, notice, play):
    with app.app_context(), pytest.raises(NotVisible):
        send_paper(get_actor(cast.accounts["stranger"]), notice, to(ABOVE), TODAY)
    url = f"/papers/{notice}/dispatch"
    seen = {name: play(name).get(url).status_code for name in ("clerk", "chair", "officer", "stranger", "subject")}
    assert seen == {"clerk": 200, "chair": 200, "officer": 403, "stranger": 404, "subject": 404}
    assert play("chair").get(f"{url}/send").status_code == 403


def test_the_pages_offer_what_is_printed_and_record_it_with_one_form(app, cast, notice, play):
    browser, url = play("clerk"), f"/papers/{notice}/dispatch"
    page = browser.get(f"{url}/send").text
    assert 'value="Thường trực cấp uỷ"' in page
    assert "Lưu hồ sơ" not in page
    sent = {
        "recipients": ["Thường trực cấp uỷ"],
        "others": f"{ABOVE}\n\n{BELOW}",
        "way": "hand",
        "sent_on": typed(ago(2)),
    }
    assert browser.submit(f"{url}/send", sent).status_code == 303
    text = browser.get(url).text
    assert "đã gửi 3/4 nơi, đã nhận 0" in text
    with app.app_context():
        first = db.session.query(DispatchEntry).order_by(DispatchEntry.id).first().id
    browser.submit(
        f"{url}/receive", {"recipients": [str(first)], "received_on": typed(TODAY), "receiver": "Lò Văn Sơn"}
    )
    assert "đã gửi 3/4 nơi, đã nhận 1" in browser.get("/register").text
    browser.submit(f"{url}/{first}/revoke", {"reason": "Ghi nhầm."})
    assert "đã gửi 2/4 nơi, đã nhận 0" in browser.get(url).text
    unsent = browser.get("/register?sending=unsent").text
    assert "TB/UBKTĐU" not in unsent.split("<main", 1)[1]
    assert "TB/UBKTĐU" in browser.get("/register?sending=unreceived").text


def test_the_register_asks_the_same_number_of_questions_for_one_paper_and_for_three(notice, play, count_queries):
    browser, counts = play("clerk"), []
    for url in ("/register", "/register?type=notice", "/register"):  # the first one warms up
        with count_queries() as statements:
            browser.get(url)
        counts.append(len(statements))
    assert counts[1] == counts[2]
