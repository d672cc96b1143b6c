"""The register: numbers, files that never change, custody in one line, withdrawal that deletes nothing."""

import pytest
from sqlalchemy import update

from tests.cast import TODAY, ago
from tests.evidence.building import DOCX, PDF, PNG, SEAL, TEXT, conducting, entry, register
from tests.stories import Story
from tracker.audit import append_only
from tracker.audit.queries import entries_of
from tracker.cases.states import State
from tracker.core.errors import Conflict, Forbidden, NotVisible, RuleViolation
from tracker.evidence import queries, services
from tracker.evidence.models import EvidenceContent, EvidenceFile
from tracker.evidence.rules import KEEPING_STATES, RECORDING_STATES, Handover
from tracker.evidence.sealing import Seal, Unsealable, digest
from tracker.evidence.services import Upload
from tracker.evidence.states import FileRole, FileType
from tracker.extensions import db
from tracker.findings import services as findings
from tracker.findings.queries import get_finding
from tracker.findings.rules import FindingEntry
from tracker.findings.states import FindingType
from tracker.meetings.services import put_case_on_agenda


@pytest.fixture
def story(world) -> Story:
    return conducting(world)


def finding(story: Story, *evidence: int) -> None:
    made = FindingEntry(1, FindingType.STRENGTH, "Chấp hành tốt.", evidence=evidence)
    findings.record_finding(story.actor("officer"), story.file("officer"), made, TODAY)


def hand_on(story: Story, item, to: str, days: int) -> None:
    services.move_custody(story.actor("head"), story.file("head"), item, Handover(to, ago(days), "Giám định"), TODAY)


def test_evidence_is_numbered_within_its_case(world, story):
    other = Story(world, days=1).conducting(team=[world.accounts["officer"]], overlap_reason="Khác.")
    assert [register(story).number, register(story, None).number, register(other).number] == [1, 2, 1]


def test_the_original_is_kept_with_its_hash_sealed_and_logged(story):
    item = register(story)
    (stored,) = item.files
    assert (stored.role, stored.type, stored.size, stored.sha256) == (
        FileRole.ORIGINAL,
        FileType.PDF,
        len(PDF),
        digest(PDF),
    )
    sealed = db.session.get_one(EvidenceContent, stored.id).sealed
    assert PDF not in sealed and queries.content_of(stored, SEAL) == PDF
    case_id = story.file("head").case.id
    told = [about for case, about in entries_of("evidence.file_added") if case == case_id]
    assert [(one["evidence"], one["copy"], one["sha256"]) for one in told] == [(1, 1, digest(PDF))]
    assert "Sổ" not in str(told)


def test_there_is_one_original_and_it_never_changes(story):
    item = register(story)
    with pytest.raises(Conflict):
        services.add_original(story.actor("head"), story.file("head"), item, Upload("b.pdf", PDF + b" "), SEAL)


@pytest.mark.parametrize("change", ["bytes", "moved", "hash", "key"])
def test_a_file_that_is_not_what_was_uploaded_does_not_open(story, change):
    first, second = register(story).files[0], register(story, PNG, "ảnh.png").files[0]
    seal = SEAL
    append_only.remove(db.session.connection())
    if change == "bytes":
        content = db.session.get_one(EvidenceContent, first.id)
        content.sealed = content.sealed[:-1] + bytes([content.sealed[-1] ^ 1])
    elif change == "moved":
        content = db.session.get_one(EvidenceContent, first.id)
        content.sealed = db.session.get_one(EvidenceContent, second.id).sealed
    elif change == "hash":
        db.session.execute(update(EvidenceFile).where(EvidenceFile.id == first.id).values(sha256="0" * 64))
        db.session.refresh(first)
    else:
        seal = Seal(b"another key of thirty-two bytes!")
    db.session.flush()
    with pytest.raises(Unsealable):
        queries.content_of(first, seal)
    head, file = story.actor("head"), story.file("head")
    with pytest.raises(RuleViolation):
        services.read_file(head, file, queries.get_item(file.case.id, 1), 1, seal)


def test_a_redacted_copy_stands_beside_and_the_last_one_counts(world, story):
    item = register(story)
    head, file = story.actor("head"), story.file("head")
    for number, content in enumerate((PDF + b"1", PDF + b"2"), start=2):
        services.add_redacted_copy(head, file, item, Upload("che.pdf", content), SEAL)
        assert [one.number for one in queries.readable_files(item, with_originals=False)] == [number]
    assert [one.number for one in queries.readable_files(item, with_originals=True)] == [1, 2, 3]


def test_without_a_redacted_copy_the_original_is_for_all_who_read_the_file(story):
    item = register(story)
    assert queries.readable_files(item, with_originals=False) == item.files


def test_a_redacted_copy_needs_an_original_and_differs_from_it(story):
    head, file = story.actor("head"), story.file("head")
    for item, content in ((register(story, None), PDF), (register(story), PDF)):
        with pytest.raises(RuleViolation) as refused:
            services.add_redacted_copy(head, file, item, Upload("che.pdf", content), SEAL)
        assert refused.value.field == "upload"


def test_a_session_member_is_not_given_the_original_beside_a_redacted_copy(world, story):
    item = register(story)
    services.add_redacted_copy(story.actor("head"), story.file("head"), item, Upload("c.docx", DOCX), SEAL)
    story.found()
    findings.submit_report(story.actor("head"), story.file("head"), ago(15), TODAY)
    from_session(story)
    attending, file = story.actor("bystander"), story.file("bystander")
    found = queries.get_item(file.case.id, 1)
    assert services.read_file(attending, file, found, 2, SEAL)[1] == DOCX
    with pytest.raises(NotVisible):
        services.read_file(attending, file, found, 1, SEAL)
    for name in ("head", "officer", "member", "chair"):
        assert services.read_file(story.actor(name), story.file(name), found, 1, SEAL)[1] == PDF


def from_session(story: Story) -> None:
    meeting = story.meeting(-3, invited=("bystander",))
    put_case_on_agenda(story.actor("clerk"), meeting, story.papers("clerk").case)


def test_custody_is_one_line_from_the_collector_on(story):
    item = register(story)
    hand_on(story, item, "Phòng Kỹ thuật hình sự", 20)
    hand_on(story, item, "Lường Thị Thoả", 20)
    assert [(move.number, move.from_holder, move.to_holder) for move in item.moves] == [
        (1, "Trần Quốc Khánh", "Phòng Kỹ thuật hình sự"),
        (2, "Phòng Kỹ thuật hình sự", "Lường Thị Thoả"),
    ]


@pytest.mark.parametrize(
    ("to", "days", "field"),
    [
        ("Phòng Kỹ thuật", 21, "moved_on"),  # before the last handover
        ("Phòng Kỹ thuật", -1, "moved_on"),
        ("phòng giám định", 10, "to_holder"),  # holds it already
    ],
)
def test_custody_does_not_go_back_in_time_nor_to_its_holder(story, to, days, field):
    item = register(story)
    hand_on(story, item, "Phòng Giám định", 20)
    with pytest.raises(RuleViolation) as refused:
        hand_on(story, item, to, days)
    assert refused.value.field == field


def test_the_first_handover_is_not_before_the_thing_was_there(story):
    with pytest.raises(RuleViolation):
        hand_on(story, register(story, obtained_on=ago(30)), "Phòng Giám định", 31)


def test_withdrawn_evidence_stays_with_its_files_and_reason(story):
    item = register(story)
    services.withdraw_evidence(story.actor("head"), story.file("head"), item, "Nhập nhầm vụ việc.")
    (kept,) = queries.items_of_case(story.file("head").case.id)
    assert (kept.withdrawal_reason, len(kept.files), kept.number) == ("Nhập nhầm vụ việc.", 1, 1)
    assert queries.usable_items(kept.case_id) == []
    with pytest.raises(RuleViolation):
        services.withdraw_evidence(story.actor("head"), story.file("head"), item, "Lần nữa.")
    with pytest.raises(RuleViolation):
        services.add_redacted_copy(story.actor("head"), story.file("head"), item, Upload("c.txt", TEXT), SEAL)


def test_a_finding_rests_on_evidence_and_keeps_it_from_being_withdrawn(story):
    item = register(story)
    finding(story, 1)
    assert queries.findings_resting_on(item) == [1]
    with pytest.raises(RuleViolation, match="Finding 1"):
        services.withdraw_evidence(story.actor("head"), story.file("head"), item, "Nhầm.")
    file = story.file("officer")
    findings.withdraw_finding(story.actor("officer"), file, get_finding(file.case.id, 1))
    assert queries.findings_resting_on(item) == []
    services.withdraw_evidence(story.actor("head"), story.file("head"), item, "Nhầm.")
    with pytest.raises(RuleViolation) as refused:
        finding(story, 1)
    assert refused.value.field == "evidence"


def test_a_finding_does_not_rest_on_evidence_of_another_case(world, story):
    register(Story(world, days=1).conducting(team=[world.accounts["officer"]], overlap_reason="Khác."))
    with pytest.raises(RuleViolation):
        finding(story, 1)


def test_only_the_people_of_the_case_collect_and_only_the_team_enters(world, story):
    with pytest.raises(RuleViolation) as refused:
        register(story, collector_id=world.accounts["bystander"])
    assert refused.value.field == "collector"
    for name in ("chair", "member", "clerk"):
        with pytest.raises(Forbidden):
            services.register_evidence(story.actor(name), story.papers(name), entry(world), TODAY)


def test_evidence_of_tomorrow_is_refused(story):
    with pytest.raises(RuleViolation) as refused:
        register(story, obtained_on=ago(-1))
    assert refused.value.field == "obtained_on"


@pytest.mark.parametrize("state", State)
def test_evidence_is_entered_until_the_report_and_kept_until_the_archive(world, story, state):
    item = register(story)
    head, file = story.actor("head"), story.file("head")
    file.case.state = state
    file.case.concluded_on = ago(3)
    db.session.flush()

    def enters() -> object:
        return services.register_evidence(head, file, entry(world), TODAY)

    def hands_on() -> object:
        return services.move_custody(head, file, item, Handover("Kho", ago(1), "Bảo quản"), TODAY)

    for act, states in ((enters, RECORDING_STATES), (hands_on, KEEPING_STATES)):
        if state in states:
            act()
        else:
            with pytest.raises(Conflict):
                act()
