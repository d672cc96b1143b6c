"""The register of incoming papers: its own run of numbers, who sees what, and the handler's task until the answer."""

import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.cast import TODAY, Cast, ago, typed
from tests.stories import Story
from tracker.accounts.queries import get_actor
from tracker.app import TASKS
from tracker.core.errors import Conflict, Forbidden, NotVisible, RuleViolation
from tracker.documents.states import Secrecy
from tracker.extensions import db
from tracker.incoming.models import IncomingPaper
from tracker.incoming.queries import IncomingFilter, get_incoming, incoming_rows
from tracker.incoming.rules import check_days, check_run, standing_of
from tracker.incoming.services import Arrival, answer_arrival, correct_arrival, register_arrival, set_run
from tracker.incoming.states import RunUnit, Standing
from tracker.tasks import read_tasks


def arrival(**changed: object) -> Arrival:
    values = {"arrived_on": TODAY, "sender": "Uỷ ban Kiểm tra Tỉnh uỷ", "sign": "15-CV/UBKTTU", "dated_on": ago(3)}
    return Arrival(**{**values, "abstract": "về báo cáo quý", **changed})


def actor_of(cast: Cast, name: str):
    return get_actor(cast.accounts[name])


def asked(cast: Cast, name: str) -> list[str]:
    tasks = read_tasks(actor_of(cast, name), TODAY, TASKS)[0]
    return [task.place["ref"] for task in tasks if task.endpoint == "incoming.show_incoming"]


def test_days_are_in_order_and_the_boundary_days_are_allowed():
    assert check_days(TODAY, TODAY, TODAY, TODAY).allowed
    wrong = [(ago(-1), None, None, "arrived_on"), (TODAY, ago(-1), None, "dated_on"), (TODAY, None, ago(1), "due_on")]
    assert [check_days(*days, TODAY).field for *days, _field in wrong] == [field for *_days, field in wrong]


def test_counting_changes_only_for_days_ahead_of_every_number_given():
    assert check_run(TODAY, TODAY, None).allowed
    assert check_run(TODAY, TODAY, ago(1)).allowed
    assert not check_run(ago(1), TODAY, None).allowed
    assert not check_run(TODAY, TODAY, TODAY).allowed


def test_a_paper_is_past_due_from_the_day_after_its_due_date_and_never_once_answered():
    stands = [
        standing_of(*facts, TODAY)
        for facts in ((1, TODAY, None), (1, ago(1), None), (1, ago(1), TODAY), (None, None, None))
    ]
    assert stands == [Standing.OPEN, Standing.OVERDUE, Standing.ANSWERED, Standing.NOTED]


def test_numbers_of_arrival_run_per_year_or_per_term_and_are_not_renamed(app, cast):
    with app.app_context():
        clerk, stranger = actor_of(cast, "clerk"), actor_of(cast, "stranger")
        new_year = date(TODAY.year, 1, 1)
        days = (new_year - timedelta(days=1), new_year, new_year)
        given = [register_arrival(clerk, arrival(arrived_on=day, dated_on=None), TODAY) for day in days]
        assert [(paper.number, paper.run_name) for paper in given] == [
            (1, str(TODAY.year - 1)), (1, str(TODAY.year)), (2, str(TODAY.year)),
        ]  # fmt: skip
        assert register_arrival(stranger, arrival(), TODAY).number == 1  # another organization
        set_run(clerk, RunUnit.TERM, TODAY, "Quyết định số 3", TODAY)
        by_term = register_arrival(clerk, arrival(), TODAY)
        assert (by_term.number, by_term.run_name) == (1, "2020–2030")
        late = register_arrival(clerk, arrival(arrived_on=new_year, dated_on=None), TODAY)
        assert (late.number, late.run_name) == (3, str(TODAY.year))
        with pytest.raises(RuleViolation):
            set_run(clerk, RunUnit.YEAR, TODAY, "Quyết định số 4", TODAY)
        with pytest.raises(Forbidden):
            set_run(actor_of(cast, "officer"), RunUnit.YEAR, ago(-1), "Quyết định số 4", TODAY)


def test_twenty_at_once_leave_no_gap_and_no_duplicate(app, cast):
    def register(number: int) -> None:
        with app.app_context():
            register_arrival(actor_of(cast, "clerk"), arrival(), TODAY)
            db.session.commit() if number % 4 else db.session.rollback()

    threads = [threading.Thread(target=register, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        numbers = db.session.execute(db.select(IncomingPaper.number).order_by(IncomingPaper.number)).scalars()
        assert list(numbers) == list(range(1, 16))


def test_it_waits_for_its_handler_until_it_is_answered_and_then_does_not_change(app, cast):
    with app.app_context():
        clerk, officer, head = (actor_of(cast, name) for name in ("clerk", "officer", "head"))
        new = arrival(handler_id=officer.user_id, due_on=TODAY)
        paper = register_arrival(clerk, new, TODAY)
        assert (asked(cast, "officer"), asked(cast, "head")) == ([paper.ref], [])
        correct_arrival(clerk, paper, replace(new, handler_id=head.user_id), TODAY)
        assert (asked(cast, "officer"), asked(cast, "head")) == ([], [paper.ref])
        with pytest.raises(Forbidden):
            answer_arrival(officer, paper, TODAY, "Đã trả lời.", TODAY)
        for day in (ago(1), ago(-1)):
            with pytest.raises(RuleViolation):
                answer_arrival(head, paper, day, "Đã trả lời.", TODAY)
        answer_arrival(head, paper, TODAY, "Đã trả lời bằng Công văn số 7.", TODAY)
        assert asked(cast, "head") == []
        with pytest.raises(Conflict):
            correct_arrival(clerk, paper, new, TODAY)


def test_the_register_is_for_its_keepers_a_handler_sees_his_own_and_a_hidden_case_hides_it(app, cast):
    with app.app_context():
        story = Story(cast, opener="head").opened(restricted=True)
        clerk, vice_chair = actor_of(cast, "clerk"), actor_of(cast, "vice_chair")
        open_one = register_arrival(clerk, arrival(handler_id=cast.accounts["bystander"]), TODAY)
        linked = arrival(handler_id=vice_chair.user_id, case_ref=story.ref)
        hidden = register_arrival(clerk, linked, TODAY)
        names = ("clerk", "chair", "vice_chair", "bystander", "officer", "stranger", "subject")
        seen = {
            name: [row.number for row in incoming_rows(actor_of(cast, name), IncomingFilter(), None, TODAY)]
            for name in names
        }
        assert seen == {
            "clerk": [2, 1], "chair": [2, 1], "vice_chair": [1], "bystander": [1],
            "officer": [], "stranger": [], "subject": [1],
        }  # fmt: skip
        assert asked(cast, "vice_chair") == []
        with pytest.raises(NotVisible):
            get_incoming(vice_chair, hidden.ref)
        assert get_incoming(vice_chair, open_one.ref) is open_one


def test_of_a_classified_paper_the_abstract_may_be_left_out_and_of_another_not(app, cast):
    with app.app_context():
        clerk = actor_of(cast, "clerk")
        secret = register_arrival(clerk, arrival(abstract="", secrecy=Secrecy.CONFIDENTIAL), TODAY)
        assert (secret.abstract, secret.secrecy) == ("", Secrecy.CONFIDENTIAL)
        with pytest.raises(RuleViolation) as refusal:
            register_arrival(clerk, arrival(abstract=""), TODAY)
        assert refusal.value.field == "abstract"
        with pytest.raises(RuleViolation) as refusal:
            register_arrival(clerk, arrival(due_on=TODAY), TODAY)
        assert refusal.value.field == "handler"


def test_the_clerk_registers_finds_without_marks_and_corrects_from_a_fresh_page_only(app, cast, play):
    browser = play("clerk")
    values = {
        "arrived_on": typed(TODAY), "sender": "Đảng uỷ phường Mường Thanh", "sign": "7-CV/ĐU",
        "abstract": "về phối hợp",
        "secrecy": "ordinary", "urgency": "urgent", "handler": str(cast.accounts["officer"]), "due_on": typed(ago(-3)),
    }  # fmt: skip
    answer = browser.submit("/incoming/new", values)
    assert answer.status_code == 303
    url = answer.location
    assert "Mường Thanh" in browser.get("/incoming/?q=muong thanh 7-cv").text
    assert "Mường Thanh" not in browser.get("/incoming/?q=noong bua").text
    assert "Mường Thanh" not in browser.get(f"/incoming/?until={typed(ago(1))}").text
    stale = browser.get(f"{url}/correct")
    assert browser.submit(f"{url}/correct", {"note": "Chuyển đồng chí Khánh"}).status_code == 303
    assert browser.submit(f"{url}/correct", {"note": "Khác"}, page=stale).status_code == 409
    officer = play("officer")
    assert officer.submit(f"{url}/answer", {"answered_on": typed(TODAY), "result": "Đã trao đổi."}).status_code == 303
    assert "Đã xử lý" in officer.get("/incoming/").text
