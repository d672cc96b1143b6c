"""Changes of work under way in the demo: each kind of amendment, an extension, a suspension that has ended."""

from dataclasses import replace

from tracker.cases import services as cases
from tracker.cases.models import Extension, Suspension
from tracker.cases.states import SubjectType
from tracker.demo.desk import Desk
from tracker.regulations.deadlines import add_years
from tracker.teams import services as teams
from tracker.teams.queries import get_mission
from tracker.teams.rules import Decision

_KEY, _CHAIR, _OFFICER = "amended", "chunhiem", "canbo"


def change_what_is_under_way(desk: Desk) -> None:
    """One case stood still for a while and was changed in everything that a decision can change."""
    chair = desk.actors[_CHAIR]
    cause = "Bí thư chi bộ đi điều trị nội trú, chưa thể làm việc với Đoàn."
    stop = Suspension(since=desk.day(38), decision="Quyết định số 52-QĐ/UBKTĐU", reason=cause)
    cases.suspend_case(chair, desk.file(_KEY, _CHAIR), stop, desk.today)
    ordered = cases.Ordered(desk.day(29), "Quyết định số 57-QĐ/UBKTĐU")
    back = "Đồng chí Bí thư chi bộ đã ra viện, đủ sức khoẻ làm việc."
    cases.resume_case(chair, desk.file(_KEY, _CHAIR), desk.day(30), desk.today, ordered, back)
    _amend(desk)
    longer = Extension(
        days=10,
        decided_on=desk.day(12),
        decision="Quyết định số 66-QĐ/UBKTĐU",
        reason="Phải thẩm tra thêm chứng từ của hai đơn vị.",
    )
    cases.extend_deadline(chair, desk.file(_KEY, _CHAIR), longer, desk.today)


def _amend(desk: Desk) -> None:
    chair, cell, member = desk.actors[_CHAIR], desk.land.organizations["TB-02"], desk.members["TB-02"][0]
    on = desk.day(27)
    decision = Decision("58-QĐ/UBKTĐU", on, on, "Qua làm việc, cần mở rộng phạm vi kiểm tra.")
    deputy = desk.actors["phochunhiem"].user_id
    both = [(SubjectType.ORGANIZATION, cell.id), (SubjectType.MEMBER, member.id)]
    case = desk.file(_KEY, _CHAIR).case
    span = (add_years(case.period_from, -1), case.period_until)
    title = "việc quản lý, sử dụng kinh phí hoạt động và các khoản đóng góp"
    contents = ("org.thrift", "org.working_rules", "member.duties")
    file = desk.file(_KEY, _CHAIR)
    teams.amend_title(chair, file, title, decision, desk.today)
    teams.amend_contents(chair, file, contents, replace(decision, number="59-QĐ/UBKTĐU"), desk.today)
    teams.amend_period(chair, file, span, replace(decision, number="60-QĐ/UBKTĐU"), desk.today)
    reason = "Đối tượng mới; chưa có cuộc nào cùng nội dung."
    teams.amend_subjects(chair, file, both, replace(decision, number="61-QĐ/UBKTĐU"), desk.today, reason)
    later = replace(decision, number="62-QĐ/UBKTĐU", reason="Đồng chí trực tiếp chỉ đạo được cử đi học.")
    teams.replace_directing(chair, file, deputy, later, desk.today)
    work = (case.work_from or on, desk.day(-12))
    again = replace(decision, number="63-QĐ/UBKTĐU", reason="Thêm thời gian do tạm đình chỉ.")
    teams.amend_schedule(chair, file, work, again, desk.today)


def declare_conflicts(desk: Desk) -> None:
    """An officer says that she is related to a subject: in one case she was replaced, in another somebody must be."""
    said = "Là em dâu của Phó Bí thư chi bộ được kiểm tra."
    officer = desk.actors[_OFFICER]
    teams.declare(officer, desk.file(_KEY, _OFFICER), True, said, desk.day(25))
    decision = Decision("64-QĐ/UBKTĐU", desk.day(24), desk.day(24), "Đồng chí có quan hệ gia đình với đối tượng.")
    change = teams.Replacement(officer.user_id, desk.actors["canbo2"].user_id)
    teams.replace_member(desk.actors[_CHAIR], desk.file(_KEY, _CHAIR), change, decision, desk.today)
    for login in ("truongdoan", "canbo2"):
        teams.declare(desk.actors[login], desk.file(_KEY, login), False, "", desk.day(23))
    teams.declare(officer, desk.file("draft", _OFFICER), True, "Là cháu ruột của Bí thư chi bộ.", desk.day(1))


def strengthen_the_team(desk: Desk) -> None:
    """Another officer joins the team that carries several cases, by one decision that lies in the files of two."""
    chair = desk.actors[_CHAIR]
    signer = desk.office("issued").signer.name
    decision = Decision("", desk.day(2), desk.day(2), "Tăng cường cán bộ cho Đoàn.", signer)
    joined = teams.Replacement(None, desk.actors["canbo2"].user_id)
    teams.change_team(chair, get_mission(chair, desk.mission), joined, decision, desk.today)
