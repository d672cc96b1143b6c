"""Each kind of work from its opening to the archive, through the pages, with what is particular to it."""

from datetime import date

import pytest

from tests.cast import PASSWORD, TODAY, Cast, ago, typed
from tests.journeys import road
from tests.journeys.road import Browser, Road, done
from tests.petitions.test_views import IDENTITY, register, screen, written_in
from tests.petitions.test_views import work as accepting
from tracker.access import Role
from tracker.accounts.services import NewAccount, create_account
from tracker.core import clock
from tracker.extensions import db
from tracker.organizations.models import Organization
from tracker.organizations.services import BodyFacts, NewTerm, open_term, set_up_body
from tracker.organizations.states import BodyKind
from tracker.regulations.deadlines import due, find_limit

ALWAYS = {"launch_minutes", "subject_report", "verification", "conference", "result_report"}


@pytest.fixture
def walk(play: Browser, stored_cast):
    """``walk()`` – a new road."""
    return lambda **given: Road(play, stored_cast, **given)


def last_day(key: str, start: date, level: str = "grassroots") -> str:
    """The last day that the law gives from the start, as pages write it."""
    found = due(find_limit(key, level, start), start).due_on
    assert found
    return typed(found)


def started(case: Road, key: str, start: int, *own: str) -> Road:
    """From the opened case to its recorded steps: papers, checklist and time limit at each."""
    heard = {"sender_minutes"} if key in ("denunciation", "complaint-handling") else set()
    assert case.offered() == road.PREPARED | heard
    assert case.issued().offered() == road.ISSUED | heard
    assert case.launched().offered() == road.CONDUCTED | heard
    assert case.checklist() == ALWAYS | set(own)
    case.stepped(*own)
    assert last_day(key, ago(start)) in case.due()
    return case


def ended(case: Road, *besides: str, papers: tuple[str, ...] = ()) -> str:
    """Follow-up and archive of a concluded case; the text of its table of contents. ``papers`` its kind adds."""
    assert case.offered() == road.ENDED | set(papers)
    text = case.followed_up().archived(besides)
    assert "MỤC LỤC HỒ SƠ" in text and "Triển khai quyết định, kế hoạch" in text and "Công bố kết luận" in text
    assert case.offered() == set()
    return text


def test_a_committee_inspects_compliance_from_the_day_of_its_decision(walk):
    case = walk()
    refused = case.opens("compliance_inspection", [case.org("cell")])
    assert refused.status_code == 422  # a commission does not inspect compliance, its committee does
    case = walk(body="committee").opened("compliance_inspection", [case.org("cell"), case.person("full_member")])
    started(case, "compliance-inspection", 40)
    case.finding(1, "strength")
    case.finding(2, "shortcoming", text="Chưa gương mẫu trong sinh hoạt.")
    case.judged(1, "no_violation").judged(2, "shortcomings").advised(2)
    case.reported().adopted(seats=27).concluded()
    notices = case.notices()
    assert len(notices) == 2 and all("kết luận kiểm tra" in text for text in notices)
    assert "kiểm tra việc chấp hành" in ended(case)


def test_signs_of_violation_are_inspected_from_the_launch_on_and_may_lead_to_discipline(walk):
    case = walk()
    case.opened("violation_inspection", [case.org("cell"), case.person("secretary")], basis="observation")
    started(case, "violation-inspection", 38)
    case.finding(1, "strength")
    case.violation(2, "violation.ethics")
    case.judged(1, "no_violation")
    assert case.judges(2, "no_violation", "serious").status_code == 422  # a violation is recorded
    case.judged(2, "must_discipline", "serious").judged(2, "shortcomings", "less_serious")
    case.reported().adopted().concluded()
    assert "có vi phạm" in case.notices()[1]
    assert "kiểm tra khi có dấu hiệu vi phạm" in ended(case)


def test_a_case_with_discipline_reaches_the_archive_once_the_discipline_is_announced(walk):
    case = walk()
    case.opened("violation_inspection", [case.person("secretary")], basis="observation").issued().launched().stepped()
    case.violation(1, "violation.ethics")
    case.judged(1, "must_discipline", "serious").reported().adopted().concluded()
    closing = {"on": typed(ago(1)), "text": "Đã xử lý."}
    early = case.play("head").submit(f"{case.case}/findings/1/closing", closing)
    assert early.status_code == 422  # no discipline is recorded yet
    case.disciplined(1)
    placing = {"archived_on": typed(TODAY), "box": "07", "shelf": "02", "for_ever": "1"}
    refused = case.play("head").submit(f"{case.case}/dossier/archive", placing)
    assert refused.status_code == 422 and "Kết thúc, đã nộp lưu hồ sơ" not in case.play("head").get(case.case).text
    case.told()
    done(case.play("head").submit(f"{case.case}/findings/1/closing", closing))
    undone = case.play("head").submit(f"{case.case}/dossier/archive", placing)
    assert undone.status_code == 422  # what follows the decision is not done
    text = case.executed().archived()
    assert "MỤC LỤC HỒ SƠ" in text and "thi hành kỷ luật" in text  # the decision lies in the file
    assert "Đã công bố, có hiệu lực" in case.play("head").get(f"{case.case}/discipline").text
    assert case.offered() == set()


def test_an_inspection_of_finance_accounts_for_every_amount(walk):
    case = walk()
    assert case.opens("finance_inspection", [case.org("ward")]).status_code == 422  # its own committee
    assert case.opens("finance_inspection", [case.person("secretary")]).status_code == 422
    case.opened("finance_inspection", [case.org("cell")])
    started(case, "finance-inspection", 40, "figures_compared")
    case.violation(1, "org.thrift", amount="5.000.000", to_recover="2.000.000")
    case.judged(1, "shortcomings", "less_serious")
    report = {"reported_on": typed(ago(10))}
    assert case.play("head").submit(f"{case.case}/report", report).status_code == 422  # no amounts recorded yet
    amounts = {"scope": "budget", "reviewed": "90.000.000", "wrong": "5.000.000", "to_recover": "3.000.000"}
    amounts["scope"] = road.first_choice(case.play("officer"), f"{case.case}/finance/1", "scope")
    case.send("officer", f"{case.case}/findings", "/finance/1", amounts)
    assert case.play("head").submit(f"{case.case}/report", report).status_code == 422  # they differ from the findings
    case.send("officer", f"{case.case}/findings", "/finance/1", amounts | {"to_recover": "2.000.000"})
    case.reported().adopted().concluded()
    receipt = {"amount": "1.500.000", "way": "budget", "on": typed(ago(4)), "document": "Giấy nộp tiền số 9"}
    url = case.link("head", f"{case.case}/follow-up", "/receipt")
    receipt["way"] = road.first_choice(case.play("head"), url, "way")
    done(case.play("head").submit(url, receipt))
    rest = {"on": typed(ago(3)), "document": "Công văn 14", "text": "Người nộp đã chết."}
    case.send("head", f"{case.case}/follow-up", "/explanation", rest)
    assert "Đối chiếu" in ended(case)


def test_declarations_of_assets_are_inspected_of_members_only(walk):
    case = walk()
    assert case.opens("asset_declaration_inspection", [case.org("cell")], asset_noted="y").status_code == 422
    case.opened("asset_declaration_inspection", [case.person("full_member")], asset_noted="y")
    started(case, "asset-declaration-inspection", 40, "declaration")
    case.finding(1, "strength")
    case.judged(1, "no_violation").reported().adopted().concluded()
    assert "kê khai tài sản, thu nhập" in ended(case)


def test_a_denunciation_is_handled_from_its_accepted_petition_with_a_verdict_on_each_content(walk, play, stored_cast):
    case = walk()
    case.officers = ()
    assert case.opens("denunciation", [case.person("secretary")], basis="petition").status_code == 422
    petition = register(play, stored_cast, first_received_on=typed(ago(50)), received_on=typed(ago(48)))
    assert screen(play, petition, on=typed(ago(46))).status_code == 303
    given = accepting(stored_cast) | {"accepted_on": typed(ago(45))}
    case.case = case.send("chair", f"/petitions/{petition}", "/accept", given)
    started(case, "denunciation", 48, "denouncer_met")
    case.finding(1, "strength")
    case.judged(1, "no_violation")
    assert not case.wants("head", case.case, "/report")  # no content has its verdict yet
    for number in (1, 2):
        verdict = {"verdict": "no_ground", "note": "Sổ quỹ, biên bản."}
        case.send("head", f"{case.case}/petition", f"/petition/{number}", verdict)
    case.reported().adopted().concluded()
    assert "giải quyết tố cáo" in ended(case, "denouncer_informed")
    sender = written_in(stored_cast)["identity_name"]
    assert all(sender not in case.play("head").get(f"{case.case}{page}").text for page in ("", "/petition", "/papers"))


def test_an_inspection_of_inspection_work_asks_lower_bodies_to_review_their_decisions(walk):
    case = walk()
    assert case.opens("inspection_work_inspection", [case.person("secretary")]).status_code == 422
    case.opened("inspection_work_inspection", [case.org("cell")], contents=["org.resolutions"])
    started(case, "inspection-work-inspection", 40, "discipline_files")
    case.finding(1, "strength")
    case.violation(1, "org.thrift")
    assert case.judges(1, "must_discipline", "less_serious").status_code == 422
    case.judged(1, "shortcomings", "less_serious")
    page = f"{case.case}/reviews/"
    wrong = {
        "fault_kind": "procedure",
        "sign": "03-QĐ/CB",
        "decided_on": typed(ago(200)),
        "body_name": "Chi bộ tổ dân phố 1",
        "fault": "biểu quyết khi không đủ số đảng viên dự họp.",
        "request": "annul",
        "owner": "Chi bộ",
        "due_on": typed(ago(-20)),
    }
    future = case.play("officer").submit(
        case.link("officer", page, "/reviews/new"), wrong | {"decided_on": typed(ago(-1))}
    )
    assert future.status_code == 422
    case.send("officer", page, "/reviews/new", wrong)
    case.reported().adopted().concluded()
    assert "huỷ bỏ Quyết định số 03-QĐ/CB" in case.notices()[0]
    assert not case.wants("head", f"{case.case}/discipline", "/discipline/propose/1")
    assert "kiểm tra việc thực hiện nhiệm vụ kiểm tra" in ended(case)
    assert "03-QĐ/CB" in case.play("head").get(page).text


def test_thematic_supervision_runs_from_the_report_and_leads_to_an_inspection_but_never_to_discipline(walk, play):
    case = walk()
    case.opened("thematic_supervision", [case.org("cell"), case.person("secretary")])
    started(case, "thematic-supervision", 20)
    case.finding(1, "strength")
    case.judged(1, "no_violation")
    case.violation(2, "violation.ethics")
    assert case.judges(2, "must_discipline", "serious").status_code == 422
    case.judged(2, "referred", "serious")
    assert not case.wants("head", case.case, "/inspection")  # the team has not reported
    case.reported()
    opened = case.draft("violation_inspection", [case.person("secretary")])
    url = case.link("head", case.case, "/inspection")
    wanted = {"head": opened["head"], "contents": ["member.duties"], "directing": opened["directing"]}
    inspection = Road(play, case.cast)
    inspection.case = done(play("head").submit(url, wanted))
    assert "Mở từ vụ việc" in play("head").get(inspection.case).text
    assert case.wants("head", case.case, inspection.case)
    case.adopted().concluded()
    assert "kết quả giám sát" in case.notices()[0]
    assert not case.wants("head", f"{case.case}/discipline", "/discipline/propose/2")
    assert "giám sát chuyên đề" in ended(case)


def test_a_complaint_ends_with_a_decision_on_the_decision_complained_of(walk, play, stored_cast):
    case = walk()
    case.officers = ()
    assert case.opens("discipline_complaint", [case.person("secretary")], basis="petition").status_code == 422
    given = {
        "kind": "complaint",
        "decision_received_on": typed(ago(60)),
        "decision_number": "03-QĐ/CB",
        "abstract": "Khiếu nại quyết định cảnh cáo",
        **dict.fromkeys(IDENTITY, ""),
    }
    dates = {"first_received_on": typed(ago(50)), "received_on": typed(ago(48))}
    petition = register(play, stored_cast, **given, **dates)
    assert screen(play, petition, on=typed(ago(46))).status_code == 303
    accepted = accepting(stored_cast) | {"accepted_on": typed(ago(45))}
    case.case = case.send("chair", f"/petitions/{petition}", "/accept", accepted)
    started(case, "complaint-handling", 48)
    case.finding(1, "strength", text="Chi bộ chưa xem xét tình tiết giảm nhẹ.")
    assert not case.wants("head", f"{case.case}/findings", "/judge/1")
    assert not case.wants("head", case.case, "/report")  # no ruling yet
    ruling = {"ruling": "change", "new_form": "reprimand", "text": "", "reason": "Chưa xem xét tình tiết giảm nhẹ."}
    url = case.link("head", f"{case.case}/reviews/", "/ruling/1")
    assert play("head").submit(url, ruling).status_code == 422
    done(play("head").submit(url, ruling | {"text": "giảm từ Cảnh cáo thành Khiển trách"}))
    case.reported().adopted().concluded()
    decision = case.notices()[0]
    assert "-QĐ/UBKTĐU" in decision and "giải quyết khiếu nại kỷ luật" in decision
    assert "Thay đổi hình thức kỷ luật (giảm từ Cảnh cáo thành Khiển trách)" in decision and "03-QĐ/CB" in decision
    assert not case.wants("head", f"{case.case}/discipline", "/discipline/propose/1")
    assert "giải quyết khiếu nại kỷ luật" in ended(case)


def test_regular_supervision_is_noted_reported_and_decided_without_a_case_of_its_own(walk, play, stored_cast):
    case = walk()
    assert case.opens("regular_supervision", [case.org("cell")], basis="order").status_code == 422
    note = {
        "observed_on": typed(ago(30)),
        "subjects": [case.org("cell")],
        "area": "Sinh hoạt chi bộ",
        "source": "meeting",
        "content": "Chi bộ bỏ họp hai tháng liền.",
        "assessment": "signs",
        "proposal": "Kiểm tra khi có dấu hiệu vi phạm.",
    }
    first = case.link("officer", "/observations/", "/new")
    seen = [done(play("officer").submit(first, note)) for _ in range(3)]
    for page in seen:
        case.send("officer", page, "/report", {"on": typed(ago(29))})
    for page, ending in zip(seen, ("/remind", "/watch"), strict=False):
        case.send("chair", page, ending, {"opinion": "Nhắc nhở, theo dõi tiếp."})
    opened = case.draft("violation_inspection", [case.org("cell")])
    wanted = {name: opened[name] for name in ("title", "contents", "period_from", "period_until", "head", "directing")}
    inspection = walk()
    inspection.case = case.send("chair", seen[2], "/case", wanted | {"opinion": "Đồng ý kiểm tra."})
    assert inspection.offered() == road.PREPARED
    # what is watched further is settled later; the others are decided once
    assert [case.wants("chair", page, "/case") for page in seen] == [False, True, False]


@pytest.fixture
def cell(app, stored_cast: Cast) -> Cast:
    """The cell with its own meeting and term, and an account for its secretary and for another member."""
    with app.app_context():
        organization = db.session.get_one(Organization, stored_cast.organizations["cell"])
        facts = BodyFacts(
            name="Chi bộ tổ dân phố 1",
            letterhead_parent="Đảng uỷ phường Điện Biên Phủ",
            letterhead_name="Chi bộ tổ dân phố 1",
            sign="CB",
            place="Điện Biên Phủ",
            authority="T/M Chi bộ",
            seats=9,
            working_rules="",
        )
        body = set_up_body(None, organization, BodyKind.CELL_MEETING, facts)
        body.approves_papers = False
        open_term(None, organization, NewTerm("2025–2030", ago(400)))
        roles = [Role.OFFICER, Role.CLERK, Role.CHAIR]
        for login, name, member in (("cell_head", "Lò Văn Phượng", "secretary"), ("cell_other", "Mùa A Sử", None)):
            member_id = stored_cast.members[member] if member else None
            new = NewAccount(login, name, "Bí thư", body.id, roles, PASSWORD, member_id)
            stored_cast.accounts[login] = create_account(None, new, clock.now()).id
        stored_cast.bodies["cell"] = body.id
        db.session.commit()
    return stored_cast


def test_a_cell_without_a_committee_supervises_without_a_team_by_its_secretary(cell, play):
    case = Road(play, cell, body="cell")
    case.head, case.officers, case.clerk, case.opener = "cell_head", (), "cell_head", "cell_head"
    given = {"directing": "", "contents": ["member.duties"]}
    subjects = [case.person("full_member")]
    with_team = case.opens("thematic_supervision", subjects, **given, team=[str(cell.accounts["cell_other"])])
    assert with_team.status_code == 422 and "không lập đoàn (tổ)" in with_team.text
    other = case.opens("thematic_supervision", subjects, **given, head=str(cell.accounts["cell_other"]))
    assert other.status_code == 422 and "do Bí thư Chi bộ thực hiện" in other.text
    case.opened("thematic_supervision", subjects, **given, cell_ground="dispersed")
    assert case.numbered().offered() == road.ISSUED  # nobody declares: there is no team
    papers = case.links("cell_head", f"{case.case}/papers", r"/papers/\w+\.pdf")
    decision = road.pdf_text(play("cell_head").get(papers[0]).data)
    assert "Giao đồng chí Lò Văn Phượng" in decision and "Đoàn" not in decision
    case.launched().stepped()
    assert last_day("thematic-supervision", ago(20), "cell") in case.due()
    case.finding(1, "strength")
    case.judged(1, "no_violation").reported().adopted(seats=9).concluded()
    assert "-TB/CB" in case.notices()[0] and "kết quả giám sát" in case.notices()[0]
    assert "Chi bộ tổ dân phố 1" in ended(case, papers=("cell_minutes",))
