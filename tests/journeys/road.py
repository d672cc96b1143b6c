"""The road of a case through the pages, walked by the people whose work it is: each step goes through a link that the
page before it shows, and sends the form that it finds there."""

import io
import re
from collections.abc import Callable, Iterable, Mapping

import pypdf
from werkzeug.test import TestResponse

from tests import acts
from tests.cast import TODAY, Cast, ago, typed
from tests.client import PageClient
from tests.pages import PageForm, forms
from tests.sittings import opened_vote

Browser = Callable[[str], PageClient]
PREPARED = {"team_decision", "team_plan", "report_outline", "work_schedule"}
ISSUED = {"report_outline", "work_schedule", "launch_minutes"}
CONDUCTED = {"working_minutes", "verification_minutes", "handover_minutes"}
ENDED = {"announcement_minutes"}
WORKING_STEPS = ("subject_report", "verification", "conference", "result_report")


def done(answer: TestResponse) -> str:
    """Where a form that was taken leads; the refusal otherwise."""
    assert answer.status_code == 303, answer.text[answer.text.find("<main") :][:3000]
    return answer.location


def pdf_text(content: bytes) -> str:
    """What stands on a PDF, with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())


def first_choice(client: PageClient, url: str, name: str) -> str:
    """The first real choice of a select."""
    select = re.search(rf'<select[^>]*name="{name}".*?</select>', client.get(url).text, re.S)
    assert select, f"{url} has no select {name}"
    return next(value for value in re.findall(r'value="([^"]*)"', select[0]) if value)


class Road:
    """One case. ``body`` is the short name of the body that carries it out."""

    def __init__(self, play: Browser, cast: Cast, *, body: str = "commission"):
        self.play, self.cast, self.body = play, cast, cast.bodies[body]
        self.case = ""
        self.head, self.officers, self.clerk, self.opener = "head", ("officer",), "clerk", "officer"

    def link(self, name: str, page: str, ending: str) -> str:
        """The address on a page that ends so: a step that no page shows is not there for anybody."""
        links = re.findall(r'href="([^"#]*)', self.play(name).get(page).text)
        found = [url for url in links if url.partition("?")[0].endswith(ending)]
        assert found, f"{page} shows {name} no link to {ending}"
        return found[0]

    def links(self, name: str, page: str, pattern: str) -> list[str]:
        """All addresses on a page that look so, once each, in their order."""
        return list(dict.fromkeys(re.findall(rf'href="({pattern})"', self.play(name).get(page).text)))

    def forms(self, name: str, page: str) -> list[PageForm]:
        """The forms of a page."""
        return forms(self.play(name).get(page).text)

    def send(self, name: str, page: str, ending: str, values: Mapping[str, object]) -> str:
        """Follow the link on the page and send the form behind it."""
        return done(self.play(name).submit(self.link(name, page, ending), dict(values)))

    def draft(self, kind: str, subjects: list[str], **changed: object) -> dict[str, object]:
        """What an officer types into the form of a new case."""
        return {
            "body": str(self.body),
            "kind": kind,
            "title": "việc quản lý, sử dụng quỹ",
            "subjects": subjects,
            "contents": ["org.resolutions", "member.duties"],
            "period_from": typed(ago(700)),
            "period_until": typed(ago(60)),
            "basis": "programme",
            "basis_text": "Chương trình kiểm tra, giám sát năm nay",
            "head": str(self.cast.accounts[self.head]),
            "team": [str(self.cast.accounts[name]) for name in self.officers],
            "directing": str(self.cast.accounts["member"]),
        } | changed

    def opens(self, kind: str, subjects: list[str], **changed: object) -> TestResponse:
        """Send the form of a new case."""
        client = self.play(self.opener)
        url = self.link(self.opener, "/cases/", "/cases/new")
        form = next(form for form in forms(client.get(url).text) if "basis_text" in form.names)
        return client.post(url, data=form.values | self.draft(kind, subjects, **changed))

    def opened(self, kind: str, subjects: list[str], **changed: object) -> "Road":
        """Open the case by the form."""
        self.case = done(self.opens(kind, subjects, **changed))
        return self

    def org(self, name: str) -> str:
        """An organization as the picker names it."""
        return f"org-{self.cast.organizations[name]}"

    def person(self, name: str) -> str:
        """A member as the picker names him."""
        return f"member-{self.cast.members[name]}"

    def offered(self) -> set[str]:
        """The papers that the page of the case offers to print now."""
        return set(re.findall(rf'href="{self.case}/print/(\w+)\.pdf"', self.play(self.clerk).get(self.case).text))

    def checklist(self) -> set[str]:
        """The steps that the head may record now."""
        links = self.links(self.head, f"{self.case}/steps", rf"{self.case}/steps/\w+")
        return {url.rsplit("/", 1)[1] for url in links}

    def wants(self, name: str, page: str, ending: str) -> bool:
        """Whether the page offers the step to this person."""
        links = re.findall(r'href="([^"#]*)', self.play(name).get(page).text)
        return any(url.partition("?")[0].endswith(ending) for url in links)

    def due(self) -> str:
        """What the summary says of the time limit, from its heading on."""
        found = re.search(r"<h2>Thời hạn</h2>(.*?)<h2>", self.play(self.clerk).get(self.case).text, re.S)
        assert found
        return found[1]

    def issued(self, on: int = 40) -> "Road":
        """Everybody declares, the clerk numbers decision and plan."""
        for name in (self.head, *self.officers):
            done(self.play(name).submit(f"{self.case}/declaration", {"conflict": "no"}))
        return self.numbered(on)

    def numbered(self, on: int = 40) -> "Road":
        """The clerk numbers decision and plan."""
        url = self.link(self.clerk, self.case, "/issue")
        signer = first_choice(self.play(self.clerk), url, "signer")
        self.send(self.clerk, self.case, "/issue", {"decision_on": typed(ago(on)), "signer": signer})
        return self

    def launched(self, on: int = 38) -> "Road":
        """The head records the launch."""
        self.send(self.head, self.case, "/launch", {"launched_on": typed(ago(on)), "note": "tại trụ sở"})
        return self

    def stepped(self, *more: str, on: int = 20) -> "Road":
        """The head records the steps of the work, and those of the kind, from the checklist."""
        for step in (*WORKING_STEPS, *more):
            values = {"done_on": typed(ago(on)), "note": "biên bản"}
            self.send(self.head, f"{self.case}/steps", f"/steps/{step}", values)
        return self

    def finding(self, subject: int, kind: str, **more: object) -> str:
        """The officer records a finding."""
        values = {"subject": str(subject), "type": kind, "text": "Đã quán triệt, thực hiện nghiêm túc."} | more
        return self.send(self.officers[0] if self.officers else self.head, f"{self.case}/findings", "/new", values)

    def violation(self, subject: int, code: str, **more: object) -> str:
        """The officer records a violation of a recent day."""
        facts: dict[str, object] = {
            "text": "Để ngoài sổ sách tiền quỹ.",
            "content_code": code,
            "rule_broken": "Điều 3, Quy định số 37-QĐ/TW",
            "severity": "serious",
            "committed_on": typed(ago(300)),
        }
        return self.finding(subject, "violation", **facts, **acts.judged(ago(300)), **more)

    def judges(self, subject: int, outcome: str, severity: str = "") -> TestResponse:
        """Send the judgement of a subject."""
        who = self.officers[0] if self.officers else self.head
        url = self.link(who, f"{self.case}/findings", f"/judge/{subject}")
        return self.play(who).submit(url, {"severity": severity, "outcome": outcome, "acknowledges": "y"})

    def judged(self, subject: int, outcome: str, severity: str = "") -> "Road":
        """The officer judges a subject."""
        done(self.judges(subject, outcome, severity))
        return self

    def advised(self, subject: int = 1) -> "Road":
        """The officer records what the subject is asked to do."""
        who = self.officers[0] if self.officers else self.head
        values = {"subject": str(subject), "text": "Chấn chỉnh ngay.", "owner": "Chi uỷ", "due_on": typed(ago(-20))}
        self.send(who, f"{self.case}/findings", "/recommendations/new", values)
        return self

    def reported(self, on: int = 10) -> "Road":
        """The head submits the report."""
        self.send(self.head, self.case, "/report", {"reported_on": typed(ago(on))})
        return self

    def adopted(self, seats: int = 5, on: int = 8) -> "Road":
        """A session of the body adopts the conclusion."""
        new = {"title": "Kỳ họp thứ 12", "held_on": typed(ago(on)), "place": "Trụ sở", "chair_name": "Vũ Minh Nguyệt"}
        session = self.send(self.clerk, "/sessions/", "/new", new | {"body": str(self.body)})
        done(self.play(self.clerk).submit(session, {"case": self.case.rsplit("/", maxsplit=1)[-1]}))
        item = opened_vote(self.play(self.clerk), session, "hands", seats=seats)
        votes = {"votes_for": str(seats), "votes_against": "0", "votes_blank": "0"}
        decided = {"result": "adopted", "resolution": "Nhất trí."}
        self.send(self.clerk, item, "/vote", votes | decided)
        self.send(self.clerk, session, "/minutes", {"resolution": "Thông qua kết luận."})
        return self

    def concluded(self, on: int = 7) -> "Road":
        """The clerk issues the notice to each subject, and each is announced."""
        url = self.link(self.clerk, self.case, "/conclusion/issue")
        values = {"issued_on": typed(ago(on)), "signer": first_choice(self.play(self.clerk), url, "signer")}
        self.send(self.clerk, self.case, "/conclusion/issue", values)
        for announce in self.links(self.clerk, f"{self.case}/conclusion/", rf"{self.case}/conclusion/announce/\d+"):
            values = {"announced_on": typed(ago(on - 2)), "note": "tại trụ sở"}
            done(self.play(self.clerk).submit(announce, values))
        return self

    def disciplined(self, subject: int, form: str = "warning") -> "Road":
        """Discipline is proposed, the subject heard, the vote taken, the decision issued, announced and carried out."""
        record = f"{self.case}/discipline/1"
        wanted = {"base_form": form, "form": form, "holds_post": "y", "reason": "Vi phạm nghiêm trọng, đã tự nhận."}
        wanted |= {"body": str(self.body), "override_reason": "Theo phân cấp của Đảng uỷ."}
        self.send(self.head, self.case, f"/discipline/propose/{subject}", wanted)
        heard = {
            "self_criticism_on": typed(ago(6)),
            "self_criticism": "Tôi nhận khuyết điểm.",
            "heard_on": typed(ago(5)),
        }
        heard |= {"heard_by": "Phạm Đăng Ninh", "hearing": "Không có ý kiến khác."}
        self.send(self.head, self.case, "/1/review", heard)
        new = {"title": "Kỳ họp thứ 13", "held_on": typed(ago(3)), "place": "Trụ sở", "chair_name": "Vũ Minh Nguyệt"}
        session = self.send(self.clerk, "/sessions/", "/new", new | {"body": str(self.body)})
        self.send(self.head, self.case, "/1/agenda", {"meeting": session.split("/")[-1]})
        opened_vote(self.play(self.clerk), session, "ballot")
        ballots = dict.fromkeys(("none", "reprimand", "warning", "removal", "expulsion"), "0") | {form: "5"}
        self.send(self.clerk, self.case, "/1/vote", ballots)
        self.send(self.clerk, session, "/minutes", {"resolution": "Biểu quyết kỷ luật."})
        signer = first_choice(self.play(self.clerk), f"{record}/decide", "signer")
        self.send(self.clerk, self.case, "/1/decide", {"issued_on": typed(ago(2)), "signer": signer})
        return self

    def told(self) -> "Road":
        """The clerk records the announcement of the decision."""
        values = {"announced_on": typed(ago(1)), "announcement": "tại Chi bộ"}
        self.send(self.clerk, self.case, "/1/announce", values)
        return self

    def notices(self) -> list[str]:
        """The text of what the case printed after its decision and plan, oldest first."""
        found = self.links(self.clerk, f"{self.case}/papers", r"/papers/\w+\.pdf")
        return [pdf_text(self.play(self.clerk).get(url).data) for url in found[2:]]

    def followed_up(self, verifier: str = "officer") -> "Road":
        """Everything recommended is reported and verified by somebody else, every violation closed."""
        page, note = f"{self.case}/follow-up", {"on": typed(ago(3)), "text": "Đã làm xong.", "proof": "Phiếu thu 07"}
        for url in self.links(self.head, page, rf"{self.case}/recommendations/\d+/report"):
            done(self.play(self.head).submit(url, note))
        for url in self.links(verifier, page, rf"{self.case}/recommendations/\d+/verification"):
            done(self.play(verifier).submit(url, note))
        for url in self.links(self.head, page, rf"{self.case}/findings/\d+/closing"):
            done(self.play(self.head).submit(url, {"on": note["on"], "text": "Đã khắc phục."}))
        return self

    def executed(self) -> "Road":
        """The clerk records every duty after the decision, the head the review of responsibility."""
        page = f"{self.case}/discipline"
        for duty in self.links(self.clerk, page, rf"{page}/1/duties/\w+"):
            done(self.play(self.clerk).submit(duty, {"done_on": typed(TODAY), "note": "đã làm"}))
        examined = {"reviewed_on": typed(TODAY), "findings": "Đã kiểm điểm trách nhiệm chi uỷ."}
        self.send(self.head, page, "/1/responsibility", examined)
        return self

    def archived(self, besides: Iterable[str] = ()) -> str:
        """The head lists the papers, counts their sheets, hands the file over; the text of its table of contents.

        ``besides`` are steps of the end that the kind asks for.
        """
        for step in besides:
            values = {"done_on": typed(ago(2)), "note": "công văn"}
            self.send(self.head, f"{self.case}/steps", f"/steps/{step}", values)
        dossier, head = f"{self.case}/dossier", self.play(self.head)
        done(head.submit(f"{dossier}/papers"))
        for entry in self.links(self.head, f"{dossier}/", rf"{dossier}/papers/\d+"):
            done(head.submit(entry, {"sheets": "2"}))
        placing = {"archived_on": typed(TODAY), "box": "07", "shelf": "02", "for_ever": "1"}
        self.send(self.head, self.case, "/dossier/archive", placing)
        page = head.get(self.case).text
        assert "Kết thúc, đã nộp lưu hồ sơ" in page, page[page.find("<main") :][:500]
        return pdf_text(head.get(self.link(self.head, f"{dossier}/", "/1/contents.pdf")).data)
