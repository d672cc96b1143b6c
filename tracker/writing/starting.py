"""What a new draft begins with, from the records: nobody types what is known."""

from tracker.cases.papers import matter, printed_name, team_work
from tracker.cases.queries import CaseFile
from tracker.discipline.models import Discipline
from tracker.writing.queries import report_number
from tracker.writing.rules import Words
from tracker.writing.states import WrittenKind


def starting_words(file: CaseFile, kind: WrittenKind, about: Discipline | None) -> Words:
    """The words of a new draft."""
    case = file.case
    whom = "; ".join(printed_name(subject) for subject in case.subjects)
    work = f"{team_work(file)} {matter(case)} đối với {whom}"
    if kind is WrittenKind.SUBMISSION:
        report = report_number(case.id)
        result = f", kết quả nêu tại Báo cáo số {report}" if report else ""
        return Words(
            text=f"Đoàn {team_work(file)} đã hoàn thành việc {work}{result}.",
            proposal="Thông qua báo cáo kết quả và dự thảo thông báo kết luận.",
            matter=f"về kết quả {work}"[:300],
            addressees=case.body.name,
            recipients="Các thành viên Đoàn\nLưu hồ sơ vụ việc",
        )
    if kind is WrittenKind.RESULT_REPORT:
        return Words(
            proposal=f"Đề nghị {case.body.name} xem xét, kết luận theo quy định.",
            recipients=f"{case.body.name} (để báo cáo)\nCác thành viên Đoàn\nLưu hồ sơ vụ việc",
        )
    if about is not None:
        return Words(addressees=about.referred_to, recipients="Lưu hồ sơ kỷ luật")
    return Words(matter="về việc ", recipients="Lưu hồ sơ vụ việc")
