"""A report holds the figures of the statistics as one person saw them at one moment, and hides what is hidden."""

import re
from dataclasses import replace

import pytest

from tests.cast import TODAY, Cast, ago
from tests.periodic.building import WORDS, begun, written
from tests.stories import SIGNER, Story
from tracker.access import Actor
from tracker.accounts.queries import get_actor
from tracker.cases.states import SubjectType
from tracker.core.errors import Conflict, Forbidden, NotVisible, RuleViolation
from tracker.dispatch.queries import visible_papers
from tracker.documents.contexts import from_json
from tracker.documents.draft_text import lines_of
from tracker.documents.marks import Marks, marked
from tracker.documents.models import RegisteredPaper
from tracker.documents.states import Secrecy
from tracker.extensions import db
from tracker.organizations.models import Body
from tracker.periodic import papers, queries, services
from tracker.periodic.models import PeriodicReport
from tracker.periodic.rules import Words
from tracker.periodic.states import Comparison, PeriodKind
from tracker.records.queries import get_content
from tracker.regulations.terms import Form
from tracker.statistics.queries import summary
from tracker.statistics.states import WORK_KINDS, Deciders, Measure, Work

EVERYBODY = ("officer", "head", "bystander", "member", "vice_chair", "chair", "clerk", "leader")


def actor(world: Cast, name: str) -> Actor:
    return get_actor(world.accounts[name])


def sees(world: Cast, name: str, report: PeriodicReport) -> bool:
    try:
        return queries.get_report(actor(world, name), report.ref) is not None
    except NotVisible:
        return False


@pytest.fixture
def concluded(world) -> Story:
    """A concluded inspection of a member, with a discipline decided."""
    story = Story(world)
    story.decided({Form.REPRIMAND.value: 0, Form.WARNING.value: 5})
    return story


def test_the_figures_are_those_of_the_statistics_for_the_same_question_and_person(world, concluded):
    report = begun(world)
    found = queries.figures_of(report)
    assert found.now == summary(actor(world, "officer"), queries.question_of(report))
    assert found.before == summary(actor(world, "officer"), queries.question_of(report, queries.days_compared(report)))
    assert found.now.work(Work.INSPECTED, SubjectType.MEMBER) == 1 and sum(found.now.disciplined.values()) == 1


def test_what_is_printed_is_what_the_page_of_the_figures_shows(world, concluded):
    report = written(world)
    paper = services.draft_of(report, SIGNER)
    asked = summary(actor(world, "officer"), queries.question_of(report))
    every = {work: asked.work(work, SubjectType.MEMBER) for work in Work}
    assert [line.members for line in paper.inspected] == [every[Work.INSPECTED]] == [1]
    assert paper.supervised == () and every[Work.SUPERVISED] == 0
    kinds = WORK_KINDS[Work.INSPECTED]
    measures = Measure.VIOLATED, Measure.MUST_DISCIPLINE
    assert [line.members for line in paper.results] == [asked.count(kinds, SubjectType.MEMBER, m) for m in measures]
    assert [(line.label, line.members) for line in paper.disciplined] == [("cảnh cáo", 1)]
    assert paper.taken == papers.moment(report.taken_at) and paper.under == "Đảng bộ phường Điện Biên Phủ"


def test_figures_stay_as_they_were_taken_until_they_are_taken_anew(world):
    report, officer = begun(world), actor(world, "officer")
    taken = report.figures, report.taken_at
    Story(world).concluded()
    assert (report.figures, report.taken_at) == taken
    services.take_anew(officer, report)
    assert report.taken_at > taken[1]
    assert queries.figures_of(report).now.work(Work.INSPECTED, SubjectType.MEMBER) == 1


def test_the_report_lists_only_what_the_two_periods_count_and_sums_what_has_more_than_one_line(world, concluded):
    Story(world, days=100).concluded(
        overlap_reason="Khác.", subjects=[(SubjectType.MEMBER, world.members["full_member"])], title="việc khác"
    )
    report = begun(world, since=ago(60))
    report.kind = PeriodKind.MONTH
    figures = queries.figures_of(report)
    assert papers.kind_lines(figures, Work.SUPERVISED) == ()
    [line] = papers.kind_lines(figures, Work.INSPECTED)
    assert (line.members, line.members_before, line.total) == (1, 0, False)


def test_who_may_not_know_of_a_counted_restricted_case_does_not_see_the_report(world):
    Story(world, opener="head").concluded(restricted=True)
    outside, inside = begun(world, "officer"), begun(world, "head")
    assert queries.figures_of(outside).now.work(Work.INSPECTED, SubjectType.MEMBER) == 0
    assert queries.figures_of(inside).now.work(Work.INSPECTED, SubjectType.MEMBER) == 1
    assert {name for name in EVERYBODY if sees(world, name, outside)} == set(EVERYBODY)
    assert {name for name in EVERYBODY if sees(world, name, inside)} == {"head", "member", "chair", "clerk"}
    listed = {name: {row.ref for row in queries.report_rows(actor(world, name), None)} for name in EVERYBODY}
    assert listed["officer"] == {outside.ref} and listed["clerk"] == {outside.ref, inside.ref}


def test_a_subject_of_a_counted_case_does_not_see_the_report(world, concluded):
    report = begun(world)
    officer = actor(world, "officer")
    assert sees(world, "officer", report)
    Story(world, opener="head", days=100).concluded(
        subjects=[(SubjectType.MEMBER, world.members["officer"])], title="việc khác", overlap_reason="Khác."
    )
    services.take_anew(officer, report)  # the case about the officer is not in the officer's own figures
    assert sees(world, "officer", report)
    services.take_anew(actor(world, "head"), report)
    assert not sees(world, "officer", report) and sees(world, "bystander", report)


def test_a_case_once_counted_hides_the_report_when_it_is_counted_no_more(world):
    """A text sent for approval before may hold the figure."""
    story = Story(world, opener="head")
    story.concluded(restricted=True)
    report = begun(world, "head")
    story.file("head").case.concluded_on = ago(3000)
    db.session.flush()
    services.take_anew(actor(world, "head"), report)
    assert queries.figures_of(report).now.work(Work.INSPECTED, SubjectType.MEMBER) == 0
    assert not sees(world, "officer", report) and sees(world, "chair", report)


def test_nobody_of_another_organization_sees_a_report(world):
    report = begun(world)
    for name in ("stranger", "upper_chair", "upper_officer", "viewer", "administrator", "receiver"):
        assert not sees(world, name, report), name


def test_a_report_is_begun_by_who_may_for_a_body_and_an_organization_of_the_own(world):
    values = (PeriodKind.MONTH, ago(20), TODAY, Comparison.BEFORE, Deciders.ALL)
    own = services.NewReport(world.bodies["commission"], *values, world.organizations["ward"])
    with pytest.raises(Forbidden):
        services.begin_report(actor(world, "clerk"), own)
    for wrong, field in (
        (replace(own, body_id=world.bodies["other_commission"]), "body"),
        (replace(own, organization_id=world.organizations["other_ward"]), "organization"),
        (replace(own, until=ago(30)), "until"),
    ):
        with pytest.raises(RuleViolation) as refusal:
            services.begin_report(actor(world, "officer"), wrong)
        assert refusal.value.field == field


def test_a_report_is_numbered_by_the_clerk_when_it_is_whole_and_stays_as_it_was(world, concluded):
    report, clerk = begun(world), actor(world, "clerk")
    with pytest.raises(RuleViolation), db.session.begin_nested():
        services.issue_report(clerk, report, SIGNER, TODAY, TODAY)  # nothing is written yet
    services.write_report(actor(world, "officer"), report, WORDS)
    with pytest.raises(Forbidden), db.session.begin_nested():
        services.issue_report(actor(world, "officer"), report, SIGNER, TODAY, TODAY)
    for day in (ago(1), ago(-1)):
        with pytest.raises(RuleViolation), db.session.begin_nested():
            services.issue_report(clerk, report, SIGNER, day, TODAY)
    services.issue_report(clerk, report, SIGNER, TODAY, TODAY)
    paper = db.session.get_one(RegisteredPaper, report.paper_id)
    assert paper.sign == "BC/UBKTĐU" and "kiểm tra, giám sát, thi hành kỷ luật" in paper.abstract
    kept = from_json(paper.context)
    assert (kept.assessment, kept.inspected[0].members) == ("Hoàn thành chương trình.", 1)
    for change in (
        lambda: services.write_report(actor(world, "officer"), report, Words()),
        lambda: services.take_anew(actor(world, "officer"), report),
        lambda: services.drop_report(actor(world, "officer"), report, TODAY),
        lambda: services.issue_report(clerk, report, SIGNER, TODAY, TODAY),
    ):
        with pytest.raises(Conflict):
            change()


def test_what_was_written_in_a_classified_report_is_emptied_and_its_figures_stay(world, concluded):
    report, clerk = written(world, "officer"), actor(world, "clerk")
    figures = report.figures
    with marked(Marks(Secrecy.CONFIDENTIAL, known=True)):
        services.issue_report(clerk, report, SIGNER, TODAY, TODAY)
    assert {getattr(report, name) for name in vars(Words())} == {""}
    assert (report.figures, db.session.get_one(RegisteredPaper, report.paper_id).context) == (figures, None)


def test_the_paper_is_hidden_from_whom_its_report_is_hidden_from(world):
    Story(world, opener="head").concluded(restricted=True)
    report = written(world, "head")
    services.issue_report(actor(world, "clerk"), report, SIGNER, TODAY, TODAY)
    paper = db.session.get_one(RegisteredPaper, report.paper_id)
    originals = {}
    for name in ("head", "chair", "clerk"):
        originals[name] = get_content(actor(world, name), paper.ref)[1]
    assert originals == {"head": False, "chair": True, "clerk": True}  # who keeps no originals gets a copy to read
    for name in ("vice_chair", "officer", "leader", "upper_chair", "stranger"):
        with pytest.raises(NotVisible):
            get_content(actor(world, name), paper.ref)
    listed = db.select(RegisteredPaper.id).where(RegisteredPaper.id == paper.id)
    assert db.session.scalar(listed.where(visible_papers(actor(world, "clerk")))) == paper.id
    assert db.session.scalar(listed.where(visible_papers(actor(world, "vice_chair")))) is None


def test_a_draft_given_up_is_in_no_list(world):
    report = begun(world)
    services.drop_report(actor(world, "officer"), report, TODAY)
    assert not sees(world, "officer", report)
    assert queries.report_rows(actor(world, "chair"), None) == []


def test_a_committees_report_is_written_by_the_office_of_its_organization(world):
    new = services.NewReport(
        world.bodies["committee"],
        PeriodKind.MONTH,
        ago(20),
        TODAY,
        Comparison.YEAR_BEFORE,
        Deciders.COMMITTEE,
        world.organizations["ward"],
    )
    report = services.begin_report(actor(world, "officer"), new)
    body = db.session.get_one(Body, world.bodies["committee"])
    assert services.draft_of(report, SIGNER).issuer == body.name


def test_the_report_has_the_sections_of_the_guidance_and_leaves_out_what_nobody_wrote(world, concluded):
    report = begun(world)

    def heads() -> list[str]:
        paper = papers.compose_report(report, SIGNER, None, (None, "BC/UBKTĐU"))
        return [line for line in lines_of(paper.to_json()) if re.match(r"[IVX]+- ", line)]

    services.write_report(actor(world, "officer"), report, WORDS)
    assert heads()[:2] == ["I- KẾT QUẢ KIỂM TRA", "II- KẾT QUẢ GIÁM SÁT"]
    written = dict.fromkeys(("situation", "leadership", "regular", "petitions", "remedy"), "Đã làm.")
    services.write_report(actor(world, "officer"), report, replace(WORDS, **written))
    assert heads() == [
        "I- TÌNH HÌNH TỔ CHỨC ĐẢNG, ĐẢNG VIÊN",
        "II- CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO",
        "III- KẾT QUẢ KIỂM TRA",
        "IV- KẾT QUẢ GIÁM SÁT",
        "V- GIẢI QUYẾT PHẢN ÁNH, KIẾN NGHỊ, TỐ CÁO, KHIẾU NẠI",
        "VI- KẾT QUẢ THI HÀNH KỶ LUẬT",
        "VII- KHẮC PHỤC SAU KIỂM TRA, GIÁM SÁT",
        "VIII- ĐÁNH GIÁ CHUNG",
        "IX- NHIỆM VỤ THỜI GIAN TỚI",
    ]
