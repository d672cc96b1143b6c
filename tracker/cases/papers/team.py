"""The frozen content of a team's papers: decision and plan with their numbers, and what is filled in by hand."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from tracker.accounts.models import Account
from tracker.cases.contents import CONTENTS
from tracker.cases.kinds import Kind
from tracker.cases.papers.bases import decision_words, opening_basis
from tracker.cases.papers.naming import in_running_text, matter, printed_name, work_of
from tracker.cases.papers.schedule import scheduled
from tracker.cases.queries import CaseFile
from tracker.cases.states import TeamRole
from tracker.core import clock
from tracker.documents.composing import Signer, general_bases, letterhead, signature
from tracker.documents.contexts import PAPERS, Paper, SignatureBlock
from tracker.documents.recipients import KEPT_WITH_CASE, TO_STANDING_COMMITTEE, TO_TEAM, Standing, recipients
from tracker.documents.team import (
    CellMinutesPaper,
    MinutesPaper,
    ReportOutlinePaper,
    Seat,
    TeamDecisionPaper,
    TeamPlanPaper,
    WorkSchedulePaper,
)
from tracker.extensions import db
from tracker.organizations.models import Body
from tracker.regulations.sources import written

_REPORTS = {
    Kind.COMPLIANCE_INSPECTION: "báo cáo tự kiểm tra",
    Kind.FINANCE_INSPECTION: "báo cáo tự kiểm tra",
    Kind.VIOLATION_INSPECTION: "báo cáo giải trình",
    Kind.DENUNCIATION: "báo cáo giải trình",
    Kind.ASSET_DECLARATION_INSPECTION: "báo cáo giải trình",
}
_ROLES = {
    TeamRole.HEAD: "Trưởng đoàn",
    TeamRole.DEPUTY: "Phó Trưởng đoàn",
    TeamRole.MEMBER: "Thành viên",
    TeamRole.SECRETARY: "Thư ký",
}
_ORDER = list(_ROLES)

# What is printed on demand, without a number, and filled in by hand.
_BY_HAND = (Standing("to_subject"), TO_TEAM, KEPT_WITH_CASE)
HAND_PAPERS = tuple(
    key
    for key, paper in PAPERS.items()
    if issubclass(paper, MinutesPaper | ReportOutlinePaper | WorkSchedulePaper) and paper is not CellMinutesPaper
)


def compose_decision(
    file: CaseFile, signer: Signer, number_and_sign: tuple[int | None, str], issued_on: date | None
) -> TeamDecisionPaper:
    """The decision that sets up the team; without number and date it is a draft."""
    case = file.case
    day = issued_on or clock.day_of(case.opened_at)
    return TeamDecisionPaper(
        **shared_of(file),
        letterhead=letterhead(case.body, number_and_sign[1], number_and_sign[0], issued_on),
        legal_bases=(*general_bases(case.body, day), opening_basis(case, day)),
        **recipients_of(file, TeamDecisionPaper),
        signature=signature(case.body, signer),
        directing=_directing(file),
        executors=executors_of(file),
        alone=is_alone(file),
    )


def compose_plan(
    file: CaseFile, signer: Signer, number_and_sign: tuple[int | None, str], issued_on: date | None
) -> TeamPlanPaper:
    """The plan that goes with the decision; without number and date it is a draft."""
    case = file.case
    day = issued_on or clock.day_of(case.opened_at)
    return TeamPlanPaper(
        **shared_of(file),
        letterhead=letterhead(case.body, number_and_sign[1], number_and_sign[0], issued_on),
        legal_bases=tuple(general_bases(case.body, day)),
        **recipients_of(file, TeamPlanPaper),
        signature=signature(case.body, signer),
        report_name=_report(file),
        alone=is_alone(file),
        decision=decision_words(case),
    )


def compose_hand_paper(key: str, file: CaseFile, today: date) -> Paper:
    """A paper of the team to be filled in by hand."""
    kind: type[Any] = PAPERS[key]
    is_minutes = issubclass(kind, MinutesPaper)
    values: dict[str, Any] = {
        **shared_of(file),
        "letterhead": letterhead(file.case.body, "", None, None if is_minutes else today),
        "legal_bases": (),
        **recipients(kind, file.case.body.name, *(() if is_minutes else _BY_HAND)),
        "signature": _head_signs(file, is_minutes),
        "decision": decision_of(file),
    }
    if is_minutes:
        return kind(**values, secretary=_name_of(file, TeamRole.SECRETARY))
    if issubclass(kind, WorkSchedulePaper):
        return kind(**values, steps=scheduled(file, _report(file)))
    subjects = file.case.subjects
    values["members"] = ()
    return kind(**values, report_name=_report(file), is_member=all(one.member_id is not None for one in subjects))


def decision_abstract(file: CaseFile) -> str:
    """What the register says of the decision: the name of the paper itself."""
    return f"{'' if is_alone(file) else 'thành lập Đoàn '}{plan_abstract(file)}"[:500]


def plan_abstract(file: CaseFile) -> str:
    """What the register says of the plan."""
    return f"{team_work(file)} {matter(file.case)} đối với {_subject(file)}"[:500]


def is_alone(file: CaseFile) -> bool:
    """Whether the secretary of a cell does the work without a team."""
    return not file.case.has_team and file.head is not None


def executors_of(file: CaseFile) -> str:
    """Who carries a decision out: the team or the one who works alone, the subject, others concerned."""
    who = f"đồng chí {_name_of(file, TeamRole.HEAD)}" if is_alone(file) else f"Đoàn {team_work(file)}"
    return f"{who}, {_subject(file)} và tổ chức, cá nhân có liên quan"


def shared_of(file: CaseFile) -> dict[str, Any]:
    """What the papers of a team share: subject, work, people, contents, period."""
    case = file.case
    return {
        "issuer": case.body.name,
        "subject": _subject(file),
        "work": team_work(file),
        "matter": matter(case),
        "members": seats_of(file),
        "contents": tuple(CONTENTS[row.code].name_vi for row in case.contents if row.code in CONTENTS) or (case.title,),
        "period_from": case.period_from,
        "period_until": case.period_until,
        "work_from": case.work_from,
        "work_until": case.work_until,
    }


def _subject(file: CaseFile) -> str:
    return "; ".join(printed_name(subject) for subject in file.case.subjects)


def team_work(file: CaseFile) -> str:
    """What a team does, as its name says it ("kiểm tra")."""
    return work_of(file.case)


def _report(file: CaseFile) -> str:
    return _REPORTS.get(file.case.kind, "báo cáo")


def seats_of(file: CaseFile) -> tuple[Seat, ...]:
    """The team as it is now, the head first."""
    return seated((person.account, person.role) for person in file.team)


def seated(people: Iterable[tuple[Account, TeamRole]]) -> tuple[Seat, ...]:
    """The people of a team as papers list them, the head first."""
    return tuple(seat_of(*person) for person in sorted(people, key=lambda person: _ORDER.index(person[1])))


def seat_of(account: Account, role: TeamRole) -> Seat:
    """A person as papers name the members of a team."""
    return Seat(name=account.full_name, position=in_running_text(account.position), role=_ROLES[role])


def _name_of(file: CaseFile, role: TeamRole) -> str:
    return next((person.account.full_name for person in file.team if person.role is role), "")


def _head_signs(file: CaseFile, is_minutes: bool) -> SignatureBlock:
    name = _name_of(file, TeamRole.HEAD)
    if is_minutes:
        return SignatureBlock(authority="", position="Người chủ trì", name=name)
    return SignatureBlock(authority="T/M Đoàn", position="Trưởng đoàn", name=name)


def _directing(file: CaseFile) -> str:
    seat = directing_seat(file.case.directing_id)
    return ", ".join(filter(None, (seat.name, seat.position))) if seat else ""


def directing_seat(account_id: int | None) -> Seat | None:
    """Who directs a team as papers name them, with their body where the position does not say it."""
    account = db.session.get(Account, account_id) if account_id else None
    if account is None:
        return None
    position, body = in_running_text(account.position), db.session.get_one(Body, account.body_id).name
    is_full = " ".join(body.split()[:2]) in position  # "Uỷ viên Uỷ ban Kiểm tra" names its body already
    return Seat(name=account.full_name, position=f"{position}{'' if is_full or not position else f' {body}'}", role="")


def decision_of(file: CaseFile) -> str:
    """Number and day of the decision that set the team up, "" before it."""
    case = file.case
    return f"Quyết định số {case.decision_number}, ngày {written(case.decision_on)}" if case.decision_on else ""


def recipients_of(file: CaseFile, paper: type[Paper]) -> dict[str, Any]:
    """Who gets the papers of a team."""
    subjects = (
        subject.name if subject.member_id is None else f"Đồng chí {subject.name}" for subject in file.case.subjects
    )
    team = () if is_alone(file) else (TO_TEAM,)
    return recipients(paper, file.case.body.name, TO_STANDING_COMMITTEE, *subjects, *team, KEPT_WITH_CASE)
