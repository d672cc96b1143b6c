"""``flask papers``: the list, a sample of each paper, and whether a file is one of ours."""

import hashlib
import json

import pytest
from sqlalchemy import select

from tests.cast import TODAY
from tests.documents.sheets import taken_apart
from tracker.accounts.queries import get_actor
from tracker.documents.catalogue import CATALOGUE
from tracker.documents.models import RegisteredPaper
from tracker.documents.services import NewPaper, issue_paper
from tracker.documents.states import PaperType
from tracker.documents.verifying import code_of
from tracker.extensions import db
from tracker.organizations.models import Body


@pytest.fixture
def papers(app):
    """``papers("list", "--json")``: the finished command."""
    return lambda *arguments: app.test_cli_runner().invoke(args=["papers", *map(str, arguments)])


@pytest.fixture
def issued(app, cast, sample) -> bytes:
    """The bytes of an issued notice."""
    with app.app_context():
        body, paper = db.session.get_one(Body, cast.bodies["commission"]), sample("conclusion_notice")
        clerk = get_actor(cast.accounts["clerk"])
        issue_paper(clerk, NewPaper(body, PaperType.NOTICE, TODAY, "x", "y"), lambda *_: paper)
        db.session.commit()
        return db.session.execute(select(RegisteredPaper.content)).scalar_one()


def test_the_list_is_the_catalogue_as_json(papers):
    rows = json.loads(papers("list", "--json").output)
    assert [row["key"] for row in rows] == list(CATALOGUE)
    assert set(rows[0]) == {"key", "title", "type_sign", "kinds", "steps"}


def test_a_sample_is_written_by_the_guidance_of_its_day_or_the_one_asked_for(papers, tmp_path):
    for options, words in (((), "triệu tập (ủy viên"), (("--profile", "hd36"), "triệu tập (uỷ viên")):
        file = tmp_path / "x.pdf"
        assert papers("sample", "ballot_minutes", "--out", file, *options).exit_code == 0
        assert words in taken_apart(file.read_bytes()).text.lower()


def test_a_draft_on_both_sides_of_the_sheet_has_mirrored_margins(papers, tmp_path):
    file = tmp_path / "x.pdf"
    done = papers("sample", "conclusion_notice", "--out", file, "--state", "draft", "--duplex")
    runs = [run for run in taken_apart(file.read_bytes()).runs if run.text != "DỰ THẢO"]
    assert done.exit_code == 0
    assert [round(min(run.x for run in runs if run.page == page)) for page in (1, 2)] == [30, 15]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("sample", "love_letter", "--out", "x.pdf"), "is not one of"),
        (("sample", "conclusion_notice"), "Missing option '--out'"),
        (("sample", "conclusion_notice", "--out", "/nowhere/x.pdf"), "/nowhere/x.pdf"),
        (("sample", "conclusion_notice", "--out", "x.pdf", "--profile", "hd99"), "'hd99' is not one of"),
        (("verify", "/nowhere/x.pdf"), "does not exist"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words_with_a_status(papers, arguments, complaint):
    done = papers(*arguments)
    assert done.exit_code in (1, 2)
    assert complaint in done.output


def test_the_issued_bytes_are_authentic_changed_ones_altered_and_others_unknown(papers, issued, tmp_path):
    cases = {
        "authentic": issued,
        "altered": issued + b"\n",
        "unknown": issued.replace(f"code{code_of(issued)}".encode(), b"code000000000000"),
    }
    for answer, content in cases.items():
        file = tmp_path / f"{answer}.pdf"
        file.write_bytes(content)
        done = papers("verify", file, "--json")
        said = json.loads(done.output)
        assert (said["answer"], done.exit_code) == (answer, 0 if answer == "authentic" else 1)
        assert said["sha256"] == hashlib.sha256(content).hexdigest()


def test_the_code_is_found_however_another_program_writes_the_identifier():
    digits = b"0123456789ab".hex().encode()
    for written in (b"/ID [(code0123456789ab) (x)]", b"/ID[<636f6465" + digits + b"><00>]"):
        assert code_of(b"%PDF " + written) == "0123456789ab"
    assert code_of(b"/ID [(code0123456789) (x)]") is None
