"""The frozen content of the decisions that change a team, or what and when it examines."""

from dataclasses import dataclass
from datetime import date

from tracker.cases.models import TeamMember
from tracker.cases.papers import directing_seat, framed, is_alone, seat_of, seats_of, team_work
from tracker.cases.queries import CaseFile
from tracker.documents.composing import Signer
from tracker.documents.orders import ScopeChangeDecisionPaper, TeamChangeDecisionPaper
from tracker.regulations.sources import written
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


def directing_abstract(file: CaseFile) -> str:
    """What the register says of a change of who directs the team."""
    return f"thay đổi người chỉ đạo Đoàn {team_work(file)} {file.case.title}"
