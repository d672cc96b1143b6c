"""The whole main job in a real browser: from the officer's first form to the leader's list and the printed papers."""

import io

import pypdf
import pytest
from playwright.sync_api import Page

from tests import acts
from tests.cast import PASSWORD, Cast, ago, build_cast, typed
from tracker.audit.queries import find_break
from tracker.extensions import db

pytestmark = pytest.mark.timeout(900)  # a whole case, page by page, in a real browser

STRENGTH = "Chi uỷ quán triệt kịp thời Nghị quyết; “đoàn kết, thống nhất” – trên 90% đảng viên dự sinh hoạt."
VIOLATION = "Để ngoài sổ sách 38.500.000 đồng quỹ; buông lỏng lãnh đạo, thiếu kiểm tra, giám sát ở Đội 5."


@pytest.fixture
def cast(live_app) -> Cast:
    with live_app.app_context():
        cast = build_cast()
        db.session.commit()
    return cast


class Player:
    """One person after another at the same screen."""

    def __init__(self, page: Page, cast: Cast, screenshot):
        self.page, self.cast, self.screenshot = page, cast, screenshot
        self.case = ""

    def sign_in(self, name: str) -> None:
        self.page.context.clear_cookies()
        self.page.goto("/sign-in")
        self.fill(login_name=name, password=PASSWORD)
        self.send()
        assert self.page.url.endswith("/"), self.page.inner_text("main")

    def fill(self, **values: str) -> None:
        """Fill fields by name: text, choices, ticks."""
        for name, value in values.items():
            control = self.page.locator(f'main [name="{name}"]').first
            kind = control.evaluate("control => control.type")
            if kind == "select-one":
                control.select_option(value)
            elif kind in ("checkbox", "radio"):
                self.page.locator(f'main [name="{name}"][value="{value}"]').check()
            else:
                control.fill(value)

    def send(self) -> None:
        """Press the main button of the form and wait for the next page."""
        with self.page.expect_navigation():
            self.page.locator("main form .form-end button.btn-primary").click()

    def step(self, path: str, **values: str) -> None:
        """Open a form page, fill it in, send it, and come back without complaint."""
        self.page.goto(path)
        self.fill(**values)
        self.send()
        assert self.page.locator(".error-summary").count() == 0, self.page.inner_text("main")

    def first_choice(self, name: str) -> str:
        return (
            self.page.locator(f'main [name="{name}"] option[value]:not([value=""])').first.get_attribute("value") or ""
        )

    def pick(self, text: str, label: str) -> None:
        """Find somebody in the picker as one types: without marks."""
        box = self.page.locator('[name="subjects-q"]')
        box.click()
        box.press_sequentially(text, delay=10)
        self.page.locator('[data-picker] [role="option"]', has_text=label).first.click()


@pytest.fixture
def player(page, cast, screenshot) -> Player:
    return Player(page, cast, screenshot)


def open_and_work(player: Player) -> None:
    page, cast = player.page, player.cast
    player.sign_in("officer")
    page.goto("/cases/new")
    player.fill(
        body=str(cast.bodies["commission"]),
        kind="violation_inspection",
        title="việc quản lý, sử dụng quỹ tổ dân phố",
        basis="observation",
        basis_text="Báo cáo giám sát thường xuyên",
        period_from=typed(ago(700)),
        period_until=typed(ago(60)),
        head=str(cast.accounts["head"]),
        directing=str(cast.accounts["member"]),
    )
    player.pick("to dan pho 1", "Chi bộ tổ dân phố 1")
    player.pick("lo van phuong", "Lò Văn Phượng")
    for code in ("org.resolutions", "member.duties"):
        page.locator(f'[name="contents"][value="{code}"]').check()
    page.locator(f'[name="team"][value="{cast.accounts["officer"]}"]').check()
    player.screenshot("opening")
    player.send()
    player.case = page.url
    player.screenshot("opened")
    for name in ("head", "officer"):
        player.sign_in(name)
        player.step(f"{player.case}/declaration", conflict="no")
    player.sign_in("clerk")
    page.goto(f"{player.case}/issue")
    player.step(f"{player.case}/issue", decision_on=typed(ago(40)), signer=player.first_choice("signer"))
    player.sign_in("head")
    player.step(f"{player.case}/launch", launched_on=typed(ago(38)), note="tại nhà văn hoá")
    for step in ("subject_report", "verification", "conference", "result_report"):
        player.step(f"{player.case}/steps/{step}", done_on=typed(ago(20)))
    new = f"{player.case}/findings/new"
    player.step(new, subject="1", type="strength", text=STRENGTH)
    violation = {
        "type": "violation",
        "text": VIOLATION,
        "rule_broken": "Điều 3, Quy định số 37-QĐ/TW",
        "severity": "serious",
        "amount": "38.500.000",
        "committed_on": typed(ago(300)),
    } | acts.judged(ago(300))
    player.step(new, subject="1", content_code="org.thrift", **violation)
    player.step(new, subject="2", content_code="violation.irresponsibility", **violation)
    for number in (1, 2):
        player.step(f"{player.case}/findings/judge/{number}", severity="serious", outcome="must_discipline")
    player.screenshot("findings")
    player.step(f"{player.case}/report", reported_on=typed(ago(10)))
    player.screenshot("reported")


def open_vote(player: Player, session: str, method: str) -> str:
    """List the five members as present and open the vote on the item; its address."""
    names = {f"people-{number}-name": f"Uỷ viên {number + 1}" if number else "Vũ Minh Nguyệt" for number in range(5)}
    player.page.goto(f"{session}/attendance")
    # none of them is the subject of the case, who would be out of the count by rule
    player.page.evaluate("document.querySelectorAll('[name$=-member]').forEach(field => { field.value = '' })")
    player.fill(**names)
    player.send()
    player.page.goto(session)
    item = player.page.locator('main a[href*="/items/"]').first.get_attribute("href") or ""
    player.step(f"{item}/open", method=method)
    return item


def hold_session(player: Player, title: str, days: int, *, discipline: bool = False) -> None:
    page = player.page
    player.sign_in("clerk")
    player.step(
        "/sessions/new",
        body=str(player.cast.bodies["commission"]),
        title=title,
        held_on=typed(ago(days)),
        place="Trụ sở Đảng uỷ",
        chair_name="Vũ Minh Nguyệt",
    )
    session = page.url
    ref = player.case.rsplit("/", 1)[-1]
    if discipline:
        player.sign_in("head")
        player.step(f"{player.case}/discipline/1/agenda", meeting=session.rsplit("/", 1)[-1])
        player.sign_in("clerk")
        open_vote(player, session, "ballot")
        ballots = {"none": "0", "reprimand": "1", "warning": "4", "removal": "0", "expulsion": "0"}
        player.step(f"{player.case}/discipline/1/vote", **ballots)
    else:
        player.fill(case=ref)
        player.send()
        votes = {"votes_for": "5", "votes_against": "0", "votes_blank": "0", "result": "adopted"}
        item = open_vote(player, session, "hands")
        player.step(f"{item}/vote", **votes, resolution="Thông qua kết luận.")
    player.step(f"{session}/minutes", resolution="Kỳ họp thống nhất kết luận.")
    player.screenshot("session")


def texts_of_papers(player: Player) -> list[str]:
    """The text of each paper of the case, as its PDF holds it."""
    player.page.goto(f"{player.case}/papers")
    links = player.page.locator('main a[href*="/papers/"][href$=".pdf"]')
    texts = []
    for link in links.all():
        content = player.page.context.request.get(link.get_attribute("href") or "").body()
        pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
        texts.append(" ".join(" ".join(pages).split()))
    return texts


def test_the_main_job_from_the_first_form_to_the_closed_violation(player, live_app):
    page = player.page
    open_and_work(player)
    hold_session(player, "Kỳ họp thứ 12", 8)
    page.goto(f"{player.case}/conclusion/issue")
    player.step(f"{player.case}/conclusion/issue", issued_on=typed(ago(7)), signer=player.first_choice("signer"))
    player.screenshot("conclusion")
    assert any(STRENGTH in text and VIOLATION in text for text in texts_of_papers(player))

    player.sign_in("leader")
    page.goto("/violations")
    assert page.locator("main tbody tr").count() == 2
    player.screenshot("open-violations")

    player.sign_in("head")
    player.step(
        f"{player.case}/discipline/propose/2",
        body=str(player.cast.bodies["commission"]),
        base_form="warning",
        form="warning",
        reason="Vi phạm nghiêm trọng.",
        override_reason="Theo phân cấp của Đảng uỷ.",
    )
    player.step(
        f"{player.case}/discipline/1/review",
        self_criticism_on=typed(ago(6)),
        self_criticism="Tôi nhận khuyết điểm.",
        heard_on=typed(ago(5)),
        heard_by="Phạm Đăng Ninh",
        hearing="Không có ý kiến khác.",
    )
    hold_session(player, "Kỳ họp thứ 13", 3, discipline=True)
    page.goto(f"{player.case}/discipline/1/decide")
    player.step(f"{player.case}/discipline/1/decide", issued_on=typed(ago(2)), signer=player.first_choice("signer"))
    player.step(f"{player.case}/discipline/1/announce", announced_on=typed(ago(1)), announcement="tại Chi bộ")
    player.screenshot("discipline")
    assert any("thi hành kỷ luật" in text and "Lò Văn Phượng" in text for text in texts_of_papers(player))

    player.sign_in("head")
    violation = f"{player.case}/findings/3/closing"
    player.step(violation, on=typed(ago(0)), text="Đã thi hành kỷ luật, nộp lại đủ tiền.")
    player.sign_in("leader")
    page.goto("/violations")
    assert page.locator("main tbody tr").count() == 1
    with live_app.app_context():
        assert find_break() is None


@pytest.mark.parametrize("page", ["wide", "narrow"], indirect=True)
def test_no_barrier_stands_on_the_main_pages(player, barriers):
    open_and_work(player)
    for path in (player.case, f"{player.case}/findings", "/cases/", "/cases/new", "/sessions/", "/", "/organizations"):
        player.page.goto(path)
        assert barriers() == [], path
        overflow = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not player.page.evaluate(overflow), f"{path} is wider than the window"
