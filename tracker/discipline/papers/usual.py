"""The usual words of a decision, before the clerk changes them: recipients, executors, the notice behind it."""

from tracker.accounts.queries import signers
from tracker.conclusions.queries import notices
from tracker.discipline.models import Discipline
from tracker.discipline.papers.decision import DecisionWords
from tracker.documents.composing import Signer

USUAL_RECIPIENTS = ("Uỷ ban Kiểm tra cấp trên (để báo cáo)", "Thường trực cấp uỷ", "Như Điều 3", "Lưu hồ sơ kỷ luật")


def usual_executors(record: Discipline) -> str:
    """Who carries the decision out."""
    subject = record.subject
    named = f"đồng chí {subject.name}" if subject.member_id else subject.name
    return f"Tổ chức đảng quản lý, các cơ quan có liên quan và {named}"


def notice_behind(record: Discipline) -> str:
    """The number of the notice to the subject; empty where there is none."""
    found = notices(record.case_id).get(record.subject_id)
    return found.full_number if found else ""


def draft_words(record: Discipline) -> DecisionWords:
    """The words of a draft: the first who may sign, the usual recipients."""
    people = signers(record.body_id)
    signer = Signer(people[0].full_name, people[0].position) if people else Signer("", "")
    return DecisionWords(None, signer, USUAL_RECIPIENTS, usual_executors(record), notice=notice_behind(record))
