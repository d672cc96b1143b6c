"""While somebody types, the server keeps a draft, says when, and gives it back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.cast import PASSWORD, Cast, build_cast
from tracker.extensions import db


@pytest.fixture
def cast(live_app) -> Cast:
    with live_app.app_context():
        cast = build_cast()
        db.session.commit()
    return cast


def test_what_was_typed_comes_back_after_the_tab_was_lost(page: Page, cast: Cast, screenshot, complaints):
    page.goto("/sign-in")
    page.locator("[name=login_name]").fill("clerk")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button.btn-primary").click()
    page.goto("/sessions/new")
    page.locator("[name=place]").fill("Nhà văn hoá bản Đức Lập")
    expect(page.locator(".draft-status")).to_have_text(re.compile(r"^Đã lưu nháp lúc \d\d:\d\d:\d\d$"), timeout=8_000)
    again = page.context.new_page()
    again.goto("/sessions/new")
    again.get_by_role("link", name="Viết tiếp bản nháp").click()
    expect(again.locator("[name=place]")).to_have_value("Nhà văn hoá bản Đức Lập")
    page.context.clear_cookies()
    page.locator("[name=title]").fill("Kỳ họp thứ 5")
    expect(page.locator(".draft-status")).to_have_text(re.compile("^Phiên làm việc đã kết thúc"), timeout=8_000)
    complaints.clear()  # the refused draft
    screenshot("draft")
