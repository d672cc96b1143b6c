"""The frozen content of Biên bản kiểm phiếu: the ballots, and the count step by step."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tracker.discipline.models import Discipline
from tracker.discipline.queries import Vote
from tracker.documents.composing import general_bases, letterhead
from tracker.documents.contexts import BallotMinutesPaper, CountLine, SignatureBlock
from tracker.documents.recipients import Standing, recipients
from tracker.organizations.models import Body
from tracker.regulations.measures import FORM_NAMES, NO_DISCIPLINE_NAME
from tracker.regulations.terms import Form, Role
from tracker.regulations.voting import NO_DISCIPLINE, CountStep, VoteCount

_RECIPIENTS = (Standing("to_chair"), Standing("kept_discipline"))


@dataclass(frozen=True)
class MinutesWords:
    """What is added when the minutes are issued: the day (None for a draft), the tellers, the copies, the hour."""

    issued_on: date | None
    head: str
    secretary: str
    copies: int = len(_RECIPIENTS)
    ended_at: str = ""


def compose_minutes(
    discipline: Discipline, body: Body, vote: Vote, words: MinutesWords, number_and_sign: tuple[int | None, str]
) -> BallotMinutesPaper:
    """The minutes of the tellers from the recorded ballot."""
    number, sign = number_and_sign
    item, meeting, count, subject = vote.item, vote.meeting, vote.count, discipline.subject
    named = f"đồng chí {subject.name}" if subject.member_id else subject.name
    return BallotMinutesPaper(
        letterhead=letterhead(body, sign, number, words.issued_on),
        issuer=body.name,
        legal_bases=tuple(general_bases(body, meeting.held_on)),
        **recipients(BallotMinutesPaper, body.name, *_RECIPIENTS),
        signature=SignatureBlock(authority="", position="Tổ trưởng tổ kiểm phiếu", name=words.head),
        meeting_name=meeting.title,
        meeting_on=meeting.held_on,
        subject=f"{named}, {subject.description}" if subject.description else named,
        purpose="đề nghị thi hành" if count.role is Role.PROPOSING else "thi hành",
        place=meeting.place,
        official=vote.ballot.official,
        eligible=count.eligible,
        present=meeting.present or 0,
        valid=count.cast,
        conclusion=_conclusion(count),
        left_out=vote.ballot.left_out,
        left_out_reason=vote.ballot.left_out_reason,
        absences=meeting.absences,
        chair=meeting.chair_name,
        secretary=words.secretary,
        copies=words.copies,
        ended_at=words.ended_at,
        issued=item.ballots_issued,
        invalid=item.ballots_invalid,
        lines=tuple(_lines(count)),
    )


def abstract_of_minutes(paper: BallotMinutesPaper) -> str:
    """What the register says of the minutes: their own name."""
    return f"kiểm phiếu {paper.purpose} kỷ luật đối với {paper.subject}"[:500]


def _lines(count: VoteCount) -> list[CountLine]:
    found, done = [], False
    for step in count.steps:
        found.append(
            CountLine(
                form=_name(step.form).capitalize(),
                own=step.own,
                share=_percent(step.own, count.eligible),
                carried=step.carried,
                total=step.total,
                needed=step.needed,
                result=_result(step, done),
            )
        )
        done = done or step.reached
    return found


def _result(step: CountStep, done: bool) -> str:
    if done:
        return "đã có kết quả ở hình thức trên"
    sum_of = f"{step.own} + {step.carried} cộng dồn = {step.total}" if step.carried else f"{step.total}"
    return f"{sum_of} phiếu, {'đạt' if step.reached else 'không đạt'} {step.needed}"


def _percent(votes: int, eligible: int) -> str:
    tenths = round(Fraction(votes * 1000, eligible))
    return f"{tenths // 10},{tenths % 10}%"


def _conclusion(count: VoteCount) -> str:
    winner = next((step for step in count.steps if step.reached), None)
    if winner is None:
        return "Không có hình thức nào đạt đủ số phiếu theo quy định, kể cả sau khi cộng dồn."
    reached = f"{winner.total}/{count.eligible} phiếu ({_percent(winner.total, count.eligible)})"
    if winner.form == NO_DISCIPLINE:
        return f"Không thi hành kỷ luật: {reached}."
    verb = "Đề nghị thi hành kỷ luật" if count.role is Role.PROPOSING else "Thi hành kỷ luật"
    return f"{verb} bằng hình thức {_name(winner.form)}: {reached}, đủ số phiếu theo quy định."


def _name(form: str) -> str:
    return NO_DISCIPLINE_NAME if form == NO_DISCIPLINE else FORM_NAMES[Form(form)]
