"""The frozen content of the decisions that change a team, or what and when it examines."""

from dataclasses import dataclass
from datetime import date

from tracker.cases.models import TeamMember
from tracker.cases.papers import directing_seat, framed, is_alone, seat_of, seated, seats_of, team_work
from tracker.cases.queries import CaseFile
from tracker.documents.composing import Signer, general_bases, letterhead, signature
from tracker.documents.orders import MissionTeamChangePaper, ScopeChangeDecisionPaper, TeamChangeDecisionPaper
from tracker.documents.recipients import KEPT_WITH_CASE, TO_STANDING_COMMITTEE, TO_TEAM, recipients
from tracker.documents.team import Seat
from tracker.regulations.sources import written
from tracker.teams.models import Mission
from tracker.teams.rules import Decision


@dataclass(frozen=True)
class ScopeChange:
    """What a decision changes, as its name says it, and what was and is decided of it, line by line."""

    what: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def compose_team_change(
    file: CaseFile,
    people: tuple[TeamMember | None, TeamMember | None],
    decision: Decision,
    signer: Signer,
    number_and_sign: tuple[int, str],
) -> TeamChangeDecisionPaper:
    """The decision on who left the team and who came; the file holds the team after the change."""
    leaving, coming = (seat_of(one.account, one.role) if one else None for one in people)
    frame = framed(file, signer, number_and_sign, decision.decided_on) | {"members": seats_of(file), "contents": ()}
    return TeamChangeDecisionPaper(
        **frame,
        reason=decision.reason,
        from_on=decision.from_on,
        leaving=leaving,
        coming=coming,
        alone=is_alone(file),
    )


def compose_mission_change(
    mission: Mission,
    people: tuple[Seat | None, Seat | None],
    decision: Decision,
    signer: Signer,
    number_and_sign: tuple[int, str],
) -> MissionTeamChangePaper:
    """The decision on who left the team of a mission and who came; the mission has the team after the change."""
    body, (leaving, coming) = mission.body, people
    name = mission_name(mission)
    gone = [f"Đồng chí {leaving.name}"] if leaving else []
    lines = recipients(MissionTeamChangePaper, body.name, TO_STANDING_COMMITTEE, *gone, TO_TEAM, KEPT_WITH_CASE)
    return MissionTeamChangePaper(
        letterhead=letterhead(body, number_and_sign[1], number_and_sign[0], decision.decided_on),
        issuer=body.name,
        legal_bases=tuple(general_bases(body, decision.decided_on)),
        **lines,
        signature=signature(body, signer),
        mission=name,
        members=seated((one.account, one.role) for one in mission.people),
        reason=decision.reason,
        executors=f"{name} và tổ chức, cá nhân có liên quan",
        from_on=decision.from_on,
        leaving=leaving,
        coming=coming,
    )


def compose_directing_change(
    file: CaseFile,
    accounts: tuple[int | None, int],
    decision: Decision,
    signer: Signer,
    number_and_sign: tuple[int, str],
) -> TeamChangeDecisionPaper:
    """The decision on who directs the team from now on, instead of whom, if of anybody."""
    leaving, coming = map(directing_seat, accounts)
    frame = framed(file, signer, number_and_sign, decision.decided_on) | {"members": (), "contents": ()}
    return TeamChangeDecisionPaper(
        **frame,
        reason=decision.reason,
        from_on=decision.from_on,
        leaving=leaving,
        coming=coming,
        directing=True,
    )


def compose_scope_change(
    file: CaseFile, change: ScopeChange, decision: Decision, signer: Signer, number_and_sign: tuple[int, str]
) -> ScopeChangeDecisionPaper:
    """The decision on other contents, another period, other working days."""
    frame = framed(file, signer, number_and_sign, decision.decided_on) | {"members": (), "contents": ()}
    return ScopeChangeDecisionPaper(
        **frame,
        what=change.what,
        before=change.before,
        after=change.after,
        reason=decision.reason,
        from_on=decision.from_on,
    )


def span_words(span: tuple[date | None, date | None]) -> tuple[str, ...]:
    """``từ ngày 01/7/2026 đến ngày 31/7/2026``; nothing where a day is not set."""
    first, last = span
    return (f"từ ngày {written(first)} đến ngày {written(last)}",) if first and last else ()


def team_abstract(file: CaseFile) -> str:
    """What the register says of a change of the team."""
    return f"thay đổi thành viên Đoàn {team_work(file)} {file.case.title}"


def mission_name(mission: Mission) -> str:
    """A mission as its papers call it: by its name, which mostly says already what it is."""
    first = mission.name.split(maxsplit=1)[0].casefold() if mission.name else ""
    return mission.name if first in ("đoàn", "tổ") else f"Đoàn công tác {mission.name}"


def mission_abstract(mission: Mission) -> str:
    """What the register says of a change of the team of a mission; no case is named."""
    return f"thay đổi thành viên {mission_name(mission)}"


def directing_abstract(file: CaseFile) -> str:
    """What the register says of a change of who directs the team."""
    return f"thay đổi người chỉ đạo Đoàn {team_work(file)} {file.case.title}"
