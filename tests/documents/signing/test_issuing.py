"""A paper is signed when it is issued, or not issued at all; the key stays where it is."""

import io
import json
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.cast import TODAY
from tests.documents.authority import NAME, PASSPHRASE, Authority
from tracker.accounts.queries import get_actor
from tracker.audit.queries import entries_of
from tracker.documents import render
from tracker.documents.models import NumberCounter, RegisteredPaper
from tracker.documents.services import NewPaper, issue_paper
from tracker.documents.signing.settings import SETTING
from tracker.documents.signing.signer import SigningFailed
from tracker.documents.states import PaperType
from tracker.extensions import db
from tracker.organizations.models import Body, Organization

ROOT = Path(__file__).parents[3]


@pytest.fixture
def authority(app, cast, tmp_path, monkeypatch) -> Authority:
    """Has given the commission of the cast its key, which is set up."""
    authority = Authority(tmp_path)
    authority.signer()
    with app.app_context():
        body = db.session.get_one(Body, cast.bodies["commission"])
        code = db.session.get_one(Organization, body.organization_id).code
        place = f"{code}/{body.sign}"
    file = tmp_path / "signing.toml"
    file.write_text(
        f'trust = ["{authority.root}"]\n[[key]]\nbodies = ["{place}"]\nkind = "pkcs12"\n'
        f'file = "{tmp_path}/key.p12"\npassphrase_file = "{tmp_path}/passphrase"\n',
        encoding="utf-8",
    )
    file.chmod(0o600)
    monkeypatch.setenv(SETTING, str(file))
    return authority


def issue(cast, paper, body: str = "commission") -> RegisteredPaper:
    issuer = db.session.get_one(Body, cast.bodies[body])
    new = NewPaper(issuer, PaperType.NOTICE, TODAY, "x", "y")
    return issue_paper(get_actor(cast.accounts["clerk"]), new, lambda *_: paper)


def test_a_paper_that_cannot_be_signed_leaves_no_number_and_one_that_can_is_authentic_everywhere(
    app, cast, client, sample, authority, tmp_path
):
    notice = sample("conclusion_notice")
    authority.passphrase_file("một câu sai")
    with app.app_context():
        with pytest.raises(SigningFailed, match="passphrase does not fit"):
            issue(cast, notice)
        db.session.rollback()
        assert db.session.execute(select(func.count()).select_from(NumberCounter)).scalar_one() == 0
        authority.passphrase_file()
        paper = issue(cast, notice)
        db.session.commit()
        content, ref, number = paper.content, paper.ref, paper.number
        [(_, about)] = entries_of("paper.issued")
        by_hand = issue(cast, notice, "committee")
        db.session.commit()
        unsigned = by_hand.content
    assert number == 1
    file = tmp_path / "issued.pdf"
    file.write_bytes(content)
    said = verified(app, file)
    assert (said["answer"], said["code"], said["signature"]["state"]) == ("authentic", ref, "valid")
    assert said["signature"]["certificate"] == about["certificate"]
    assert said["signature"]["signer"] == NAME

    offline = verified(app, file, "--offline")
    assert (offline["answer"], offline["not_printed"], offline["paper"]["code"]) == ("signed", [], ref)
    alone = [ROOT / ".venv/bin/python", "-m", "tracker.documents.offline", file, "--trust", authority.root, "--json"]
    done = subprocess.run(alone, cwd=ROOT, env={}, capture_output=True, check=True)  # no setting, so no database
    assert json.loads(done.stdout) == offline

    file.write_bytes(content + b"\n")
    said = verified(app, file)
    assert (said["answer"], said["signature"]["state"]) == ("altered", "broken")
    assert verified(app, file, "--offline")["answer"] == "altered"

    told = {content: ("authentic", True, False), unsigned: ("authentic", False, True)}
    told[content + b"\n"] = ("altered", False, False)
    for uploaded, (answer, intact, by_hand) in told.items():
        page = client.submit("/check", {"upload": (io.BytesIO(uploaded), "x.pdf")}).text
        assert f'data-answer="{answer}"' in page
        assert ("chữ ký còn nguyên vẹn" in page, "được ký tay" in page, NAME in page) == (intact, by_hand, False)


def verified(app, file: Path, *options: str) -> dict:
    """What the command says of a file."""
    done = app.test_cli_runner().invoke(args=["papers", "verify", str(file), "--json", *options])
    said = json.loads(done.output)
    assert done.exit_code == (0 if said["answer"] in ("authentic", "signed") else 1)
    return said


def test_neither_key_nor_passphrase_reaches_the_layout_process_the_database_or_a_log(
    app, cast, sample, authority, caplog
):
    render._worker().close()
    with app.app_context(), caplog.at_level("DEBUG"):
        paper = issue(cast, sample("conclusion_notice"))
        db.session.commit()
        kept = list(db.session.connection().exec_driver_sql("SELECT * FROM audit_events"))
        stored = repr((kept, paper.context)).encode() + (paper.content or b"")
    process = render._worker()._process.pid
    memory = Path(f"/proc/{process}/environ").read_bytes() + Path(f"/proc/{process}/cmdline").read_bytes()
    for secret in (PASSPHRASE, str(authority.folder / "passphrase"), "key.p12"):
        assert secret.encode() not in memory + stored + caplog.text.encode()
    assert SETTING.encode() not in memory
