"""The text voted on is whole: verdicts on what was denounced, totals of money; any change to it voids the vote."""

from datetime import date

import pytest

from tests.cast import TODAY
from tests.meetings.test_votes import Sitting, refused
from tests.sittings import items_of
from tests.stories import Story
from tracker.audit import append_only
from tracker.cases.models import Allegation
from tracker.conclusions.services import check_conclude
from tracker.core import clock
from tracker.extensions import db
from tracker.findings.models import FinanceRecord, Finding
from tracker.findings.states import FinanceScope
from tracker.meetings import queries, services, texts
from tracker.regulations.petitions import AllegationVerdict

JUDGED = "Kết luận nội dung 1: Tố cáo sai."
TOTALS = "sai phạm 12.000.000 đồng; phải thu hồi 7.000.000 đồng"


def weigh(story: Story) -> None:
    """The case has one content denounced, judged false, and an amount that is partly to be recovered."""
    case = story.papers("clerk").case
    (subject, *_) = case.subjects
    verdict = AllegationVerdict.FALSE
    db.session.add(Allegation(case_id=case.id, number=1, text="Lập quỹ trái phép.", verdict=verdict, note="Sổ quỹ."))
    amounts = {"amount": 12_000_000, "to_recover": 7_000_000}
    db.session.execute(db.update(Finding).where(Finding.subject_id == subject.id).values(**amounts))
    db.session.add(
        FinanceRecord(
            subject_id=subject.id,
            scope=FinanceScope.DUES,
            case_id=case.id,
            period_from=date(2025, 1, 1),
            period_until=date(2025, 12, 31),
            reviewed=90_000_000,
            wrong=12_000_000,
            to_recover=7_000_000,
            recorded_by=story.cast.accounts["head"],
            recorded_at=clock.now(),
        )
    )
    db.session.flush()
    db.session.expire_all()


@pytest.fixture
def sitting(world) -> Sitting:
    found = Sitting(world)
    weigh(found.story)
    found.story.attended(found.meeting)
    return found


def decided(sitting: Sitting) -> None:
    for item in (sitting.item, sitting.matter):
        sitting.open(item)
        sitting.count(item)
    services.hold_meeting(sitting.clerk, sitting.meeting, "Thông qua.", TODAY)


def conclusion(sitting: Sitting):
    file = sitting.story.papers("clerk")
    return check_conclude(file, queries.last_decision(file.case.id))


def of_case(table, sitting: Sitting, **changed: object) -> None:
    db.session.execute(db.update(table).where(table.case_id == sitting.item.case_id).values(**changed))
    db.session.expire_all()


CHANGES = [
    (Allegation, {"verdict": AllegationVerdict.TRUE_VIOLATION}),
    (Allegation, {"note": "Lời khai."}),
    (FinanceRecord, {"reviewed": 91_000_000}),
    (FinanceRecord, {"to_recover": 6_000_000}),
    (Finding, {"to_recover": 6_000_000}),
]


def test_verdicts_and_totals_are_part_of_the_frozen_text_and_of_its_hash(sitting):
    vote = sitting.open(sitting.item)
    for words in (JUDGED, "Lập quỹ trái phép.", "Căn cứ: Sổ quỹ.", "kiểm tra 90.000.000 đồng", TOTALS):
        assert words in vote.text
    assert (vote.sha256, vote.text_format) == (texts.sha256_of(vote.text), texts.FORMAT)


@pytest.mark.parametrize(("table", "changed"), CHANGES)
def test_a_change_after_the_vote_voids_it_on_the_same_day_too_and_the_refusal_says_so(sitting, table, changed):
    decided(sitting)
    assert conclusion(sitting).allowed
    sitting.story.papers("clerk").case.reported_on = sitting.meeting.held_on
    of_case(table, sitting, **changed)
    verdict = conclusion(sitting)
    assert not verdict.allowed and "changed" in str(verdict.reason)
    assert sitting.changed(sitting.item)


def test_a_change_while_the_vote_goes_on_stops_its_count(sitting):
    sitting.open(sitting.item)
    of_case(Allegation, sitting, verdict=AllegationVerdict.NO_GROUND)
    refused(sitting.count, sitting.item)


def test_a_vote_of_the_first_format_stands_as_it_was_composed(sitting):
    vote = sitting.open(sitting.item)
    first = texts.texts_now([sitting.item])[sitting.item.id].in_format(1)
    assert vote.text.startswith(first) and JUDGED not in first
    append_only.remove(db.session.connection())  # as an earlier release left it
    vote.text, vote.sha256, vote.text_format = first, texts.sha256_of(first), 1
    sitting.count(sitting.item)
    of_case(Allegation, sitting, verdict=AllegationVerdict.NO_GROUND)
    assert not sitting.changed(sitting.item)
    sitting.change_text()
    assert sitting.changed(sitting.item)


def test_who_votes_sees_the_whole_text_before_and_after_the_vote_is_opened(app, play, cast):
    with app.app_context():
        story = Story(cast).reported()
        weigh(story)
        meeting = story.meeting(0)
        services.put_case_on_agenda(story.actor("clerk"), meeting, story.papers("clerk").case)
        story.attended(meeting)
        address = f"/sessions/{meeting.ref}"
        db.session.commit()
    clerk = play("clerk")
    (item,) = items_of(clerk, address)
    for page in (item, f"{item}/open"):
        assert JUDGED in clerk.get(page).text and TOTALS in clerk.get(page).text, page
    assert clerk.submit(f"{item}/open", {"method": "hands"}).status_code == 303
    assert JUDGED in clerk.get(item).text
