"""The whole of an archived case: its frozen papers lie where the dossier has them, as copies for who gets copies."""

import io
import json
import zipfile
from collections.abc import Callable

import pytest
from pypdf import PdfReader

from tests.cast import TODAY
from tests.databases import EVIDENCE_KEY
from tests.dossiers.test_archive import count_all, finish
from tests.stories import Story
from tracker.cases.models import TeamMember
from tracker.core import clock
from tracker.documents.binding import fingerprint
from tracker.dossiers import services as dossiers
from tracker.dossiers.models import Dossier
from tracker.dossiers.papers import Placing
from tracker.evidence.sealing import Seal
from tracker.extensions import db
from tracker.printing.models import PrintJob
from tracker.printing.states import JobState
from tracker.printing.working import Worker


@pytest.fixture
def archived(app, cast, play) -> Story:
    with app.app_context():
        story = Story(cast).concluded()
        finish(story)
        db.session.commit()
    count_all(play("head"), story.ref)
    with app.app_context():
        dossiers.archive_case(story.actor("head"), story.file("head"), Placing(TODAY, "07", "02", None), TODAY)
        db.session.commit()
    return story


def made(app, play: Callable, story: Story, name: str, output: str) -> bytes:
    """The whole case as this person gets it."""
    url = play(name).submit(f"/cases/{story.ref}/papers/whole", {"output": output}).location
    with app.app_context():
        assert Worker(Seal(EVIDENCE_KEY)).work()
    return play(name).get(f"{url}/file").data


def test_the_frozen_papers_of_an_archived_file_lie_in_front_and_at_the_end(app, play, archived):
    assert "Chứng từ kết thúc hồ sơ" in play("head").get(f"/cases/{archived.ref}/papers/whole").text
    for name, is_copy in (("head", True), ("chair", False)):
        reader = PdfReader(io.BytesIO(made(app, play, archived, name, "pdf")))
        titles = [entry.title for entry in reader.outline]
        assert titles[:2] == ["Mục lục", "Mục lục hồ sơ"] and titles[-1] == "Chứng từ kết thúc hồ sơ"
        assert len(titles) > 4
        listed = "".join("".join(page.extract_text() for page in reader.pages[:2]).split())
        assert listed.index("Mụclụchồsơ") < listed.index("01-QĐ") < listed.index("Chứngtừkếtthúchồsơ")
        own = [page for page, label in zip(reader.pages, reader.page_labels, strict=True) if label.isdigit()]
        assert {"/ReadingCopy" in page["/Resources"].get("/XObject", {}) for page in own} == {is_copy}
        assert reader.page_labels[-1] == str(len(own))


def test_the_zip_of_an_archived_case_holds_the_frozen_papers_to_the_byte(app, play, archived):
    archive = zipfile.ZipFile(io.BytesIO(made(app, play, archived, "chair", "zip")))
    names = [row["file"] for row in json.loads(archive.read("manifest.json"))["files"]]
    assert (names[0], names[-1][4:]) == ("0000-muc-luc-ho-so.pdf", "-chung-tu-ket-thuc.pdf")
    with app.app_context():
        kept = db.session.query(Dossier).one()
        assert [fingerprint(archive.read(name)) for name in (names[0], names[-1])] == [
            kept.contents_sha256,
            kept.closing_sha256,
        ]


def test_who_may_no_longer_see_the_case_gets_nothing_of_its_file(app, play, archived):
    url = play("head").submit(f"/cases/{archived.ref}/papers/whole", {"output": "zip"}).location
    with app.app_context():
        db.session.query(TeamMember).filter_by(account_id=archived.cast.accounts["head"]).one().until = clock.today()
        db.session.commit()
        assert Worker(Seal(EVIDENCE_KEY)).work()
        assert db.session.query(PrintJob).one().state is JobState.DONE
    assert play("head").get(f"{url}/file").status_code == 409
