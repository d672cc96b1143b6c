"""The real program, served as script/server serves it, on a fresh SQLite database, in a real Chromium."""

import os
import random
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, Response, sync_playwright

from tests import databases
from tracker.extensions import db

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
FLAGS += ["--no-first-run", "--disable-component-update", "--disable-default-apps", "--disable-sync"]
SIZES = {"wide": {"width": 1280, "height": 800}, "narrow": {"width": 390, "height": 844}}
START_SECONDS = 30


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every test of this folder the mark ``browser``."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


class LiveServer:
    """The web server as a process of its own. ``kill`` is a crash; ``start`` afterwards a restart."""

    def __init__(self, database_url: str, log: Path):
        self._port = _free_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self._log = log
        self._environment = {
            **os.environ,
            "HOST": "127.0.0.1",
            "PORT": str(self._port),
            "DATABASE_URL": database_url,
            "SECRET_KEY": databases.SECRET,
            "TRACKER_VAULT_KEY": databases.VAULT_KEY,
            "WEB_PROCESSES": "1",
        }

    def start(self) -> None:
        """Start and wait until a request is answered."""
        command = [sys.executable, "-m", "gunicorn", "--config", "script/gunicorn.conf.py", "wsgi:app"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                command, cwd=databases.ROOT, env=self._environment, stdout=log, stderr=log, start_new_session=True
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(f"the server did not start:\n{self._log.read_text()}")
            time.sleep(0.05)

    def kill(self) -> None:
        """End all its processes at once, whatever they are doing."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, 9)
        self._process.wait()
        while self._answers():  # the last of its children is still going
            time.sleep(0.02)

    def _answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self._port), timeout=1).close()
        except OSError:
            return False
        return True


@pytest.fixture
def live_app(run: Path) -> Iterator[Flask]:
    """The application on the database of the live server, for storing what a story begins with. Commit it."""
    database = databases.make_database("sqlite", run, "browser")
    database.renew()
    app = databases.make_app(database.url)
    yield app
    with app.app_context():
        db.engine.dispose()
    database.remove()


@pytest.fixture
def live_server(live_app: Flask, tmp_path: Path) -> Iterator[LiveServer]:
    """The running server; for tests that stop it in the middle of something."""
    server = LiveServer(live_app.config["SQLALCHEMY_DATABASE_URI"], tmp_path / "server.log")
    server.start()
    yield server
    server.kill()


@pytest.fixture
def live_url(live_server: LiveServer) -> str:
    """Where the program is, without a slash at the end."""
    return live_server.url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once per test process."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    assert program, f"none of {', '.join(PROGRAMS)} is in PATH; script/setup --dev installs one"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained about so far; a test that means to provoke a complaint empties it."""
    return []


@pytest.fixture(params=["wide"])
def page(browser: Browser, live_url: str, complaints: list[str], request: pytest.FixtureRequest) -> Iterator[Page]:
    """An empty tab, 1280 px wide; ``page.goto("/")`` is the program's start page.

    The test fails when a script fails, the CSP refuses something, a file is missing or another host is asked.
    ``@pytest.mark.parametrize("page", ["wide", "narrow"], indirect=True)`` repeats a test at 390 px.
    """
    context = browser.new_context(base_url=live_url, locale="vi-VN", viewport=SIZES[request.param])
    context.set_default_timeout(10_000)
    tab = context.new_page()
    tab.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
    tab.on("console", lambda line: complaints.append(line.text) if _is_complaint(line.type, line.text) else None)
    tab.on("request", lambda sent: complaints.append(f"asked {sent.url}") if _is_strange(sent.url, live_url) else None)
    tab.on("response", lambda answer: complaints.append(f"{answer.status} {answer.url}") if _is_gap(answer) else None)
    yield tab
    context.close()
    assert not complaints, "\n  " + "\n  ".join(dict.fromkeys(complaints))


@pytest.fixture
def screenshot(page: Page, request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], Path]:
    """``screenshot("case page")`` keeps a picture of the whole page, in $SCREENSHOTS when that is set."""
    folder = Path(os.environ.get("SCREENSHOTS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)

    def take(name: str) -> Path:
        path = folder / f"{request.node.originalname}-{name}-{page.viewport_size['width']}.png"
        page.screenshot(path=path, full_page=True, caret="initial")  # hiding the caret would need an inline style
        return path

    return take


@pytest.fixture
def barriers(page: Page, complaints: list[str]) -> Callable[[], list[str]]:
    """``barriers()`` lists what keeps people with disabilities from using the present page, as axe finds it."""

    def look() -> list[str]:
        before = len(complaints)
        found = Axe().run(page, options={"preload": False}).response["violations"]
        del complaints[before:]  # axe itself tries inline styles
        return [f"{item['id']}: {node['html'][:160]}" for item in found for node in item["nodes"]]

    return look


def _free_port() -> int:
    """A port below those the system hands out itself: a socket that tries such a one may connect to itself."""
    while True:
        port = random.randrange(20_000, 30_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def _is_complaint(kind: str, text: str) -> bool:
    # a refused form is answered with a status of 400 and more, which Chromium notes as an error too
    return kind == "error" and not text.startswith("Failed to load resource")


def _is_strange(url: str, live_url: str) -> bool:
    return not url.startswith((live_url, "data:", "blob:", "about:"))


def _is_gap(answer: Response) -> bool:
    return answer.status >= 400 and answer.request.resource_type != "document"
