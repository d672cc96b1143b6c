"""What pages and papers cost: milliseconds, queries and bytes, on growing data. Started by script/bench.

Times are read as ratios: "× plain" compares with a page of fifty rows that asks no database, on the same machine at the
same moment.
"""

import os
import re
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from benchmark_batches import report_batches
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Table, func, insert, select

from tests import databases
from tests.client import sign_in
from tests.queries import counted_queries
from tracker.accounts.models import Account
from tracker.cases.models import Case, CaseSubject
from tracker.core import clock
from tracker.demo import load
from tracker.documents.catalogue import CATALOGUE
from tracker.documents.render import PAPERS_A_PROCESS, _worker, render_pdf
from tracker.extensions import db

SIZES = (200, 20_000)
ROUNDS = 15
PLAIN = (
    "<table>{% for row in rows %}<tr><td>{{ row }}</td><td>{{ row }}</td><td>{{ row }}</td></tr>{% endfor %}</table>"
)
NEXT = re.compile(r'rel="next" href="([^"]+)"')
CASE = re.compile(r'href="(/cases/[\w-]{8,})"')


def main(sizes: tuple[int, ...]) -> None:
    """Print a table for each size."""
    with tempfile.TemporaryDirectory() as folder:
        database = databases.make_database(os.environ.get("BENCH_DATABASE", "sqlite"), Path(folder), "bench")
        database.renew()
        app = databases.make_app(database.url)
        with app.app_context():
            load.load(clock.today(), app.extensions["vault"])
            db.session.commit()
        grown = 0
        for size in sizes:
            with app.app_context():
                grow(size - grown)
                db.session.commit()
            grown = size
            report(app, size)
        report_papers()
        report_memory()
        report_batches(app, database.url)
        with app.app_context():
            db.engine.dispose()
        database.remove()


def grow(count: int) -> None:
    """Copy the cases of the demo with their subjects, each a little older, until there are ``count`` more."""
    cases = [dict(row._mapping) for row in db.session.execute(select(Case.__table__).limit(200))]
    subjects: dict[int, list[dict[str, object]]] = {}
    for row in db.session.execute(select(CaseSubject.__table__)):
        subjects.setdefault(row.case_id, []).append(dict(row._mapping))
    case_id, subject_id = _last(Case.__table__), _last(CaseSubject.__table__)
    new_cases, new_subjects = [], []
    for number in range(count):
        case = cases[number % len(cases)]
        case_id += 1
        own = {"id": case_id, "ref": secrets.token_hex(6), "opened_at": case["opened_at"] - timedelta(minutes=number)}
        new_cases.append({**case, **own, "petition_id": None, "observation_id": None, "plan_item_id": None})
        for subject in subjects.get(case["id"], []):
            subject_id += 1
            new_subjects.append({**subject, "id": subject_id, "case_id": case_id})
    for table, rows in ((Case.__table__, new_cases), (CaseSubject.__table__, new_subjects)):
        for start in range(0, len(rows), 1_000):
            db.session.execute(insert(table), rows[start : start + 1_000])


def _last(table: Table) -> int:
    return db.session.execute(select(func.max(table.c.id))).scalar_one()


def report(app: Flask, size: int) -> None:
    """The pages, by who opens them."""
    template = app.jinja_env.from_string(PLAIN)
    plain = median(lambda: template.render(rows=range(50)))
    print(f"\n{size:,} further cases; a plain page of 50 rows takes {plain:.2f} ms")
    print(f"{'page':<34}{'ms':>9}{'× plain':>9}{'queries':>9}{'KB':>7}")
    for login, name, url in addresses(app):
        client = visitor(app, login)
        client.get(url)  # the first one fills caches
        with counted_queries() as statements:
            answer = client.get(url)
        assert answer.status_code == 200, f"{url} answered {answer.status}"
        cost = median(lambda client=client, url=url: client.get(url))
        print(f"{name:<34}{cost:>9.1f}{cost / plain:>9.1f}{len(statements):>9}{len(answer.data) / 1024:>7.0f}")


def addresses(app: Flask) -> Iterator[tuple[str, str, str]]:
    """Who opens what: (login, name of the page, address)."""
    cases = visitor(app, "chunhiem").get("/cases/").text
    yield "canbo", "sign-in page", "/sign-in"
    yield "canbo", "start (officer)", "/"
    yield "chunhiem", "start (chair)", "/"
    yield "chunhiem", "my work (chair)", "/work"
    yield "chunhiem", "overview", "/overview"
    yield "chunhiem", "cases, first page", "/cases/"
    yield "chunhiem", "cases, tenth page", _deep(visitor(app, "chunhiem"), "/cases/", 9)
    yield "chunhiem", "a case", CASE.findall(cases)[0]
    yield "chunhiem", "open violations", "/violations"
    yield "chunhiem", "search, with marks", "/search?q=Điện Biên"
    yield "chunhiem", "statistics", "/statistics/"
    yield "vanthu", "register", "/register"


def _deep(client: FlaskClient, url: str, pages: int) -> str:
    for _ in range(pages):
        found = NEXT.search(client.get(url).text)
        if found is None:
            return url
        url = found[1].replace("&amp;", "&")
    return url


def visitor(app: Flask, login: str) -> FlaskClient:
    """A browser with that person of the demo signed in."""
    client = app.test_client()
    with app.app_context():
        account = db.session.execute(select(Account.id).where(Account.login_name == login)).scalar_one()
    sign_in(client, account)
    return client


def report_papers() -> None:
    """Every paper of the catalogue, from its sample to the bytes of its PDF."""
    print(f"\n{'paper':<34}{'ms':>9}{'KB':>7}")
    for key, paper in CATALOGUE.items():
        values = paper.sample()
        content = render_pdf(key, values)
        # another process makes them
        cost = median(lambda key=key, values=values: render_pdf(key, values), 3, time.perf_counter)
        print(f"{key:<34}{cost:>9.0f}{len(content) / 1024:>7.0f}")


def report_memory() -> None:
    """What the layout process holds after more and more papers of every kind, before it is renewed: it stays flat."""
    kinds = list(CATALOGUE.values())
    _worker().close()
    print(f"\n{'papers made by one process':<34}{'MB':>9}")
    for number in range(1, PAPERS_A_PROCESS):
        paper = kinds[number % len(kinds)]
        render_pdf(paper.key, paper.sample())
        if number % 33 == 0:
            pages = Path(f"/proc/{_worker()._process.pid}/statm").read_text().split()[1]
            print(f"{number:<34}{int(pages) * os.sysconf('SC_PAGE_SIZE') / 1024**2:>9.0f}")


def median(work: Callable[[], object], rounds: int = ROUNDS, watch: Callable[[], float] = time.process_time) -> float:
    """The median time of the work in milliseconds: of this processor, or as passes on the wall."""
    times = []
    for _ in range(rounds):
        start = watch()
        work()
        times.append((watch() - start) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or SIZES)
