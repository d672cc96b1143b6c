"""A signed paper: accepted by two judges, refused after any change; a key that cannot sign says why."""

import io
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pypdf import PdfReader

from tests.documents.authority import NAME, PASSPHRASE, Authority
from tests.documents.sheets import taken_apart
from tests.documents.test_foot import issued
from tracker.documents.offline import OfflineAnswer, judge
from tracker.documents.signing.checking import SignatureState, roots_in, signature_of
from tracker.documents.signing.keyring import signer_of
from tracker.documents.signing.settings import SETTING
from tracker.documents.signing.signer import Signed, SigningFailed, Unsigned
from tracker.documents.verifying import code_of


@pytest.fixture(scope="module")
def authority(tmp_path_factory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def paper() -> bytes:
    return issued("member_discipline")


@pytest.fixture(scope="module")
def signed(authority, paper) -> Signed:
    return authority.signer().sign(paper)


@pytest.fixture(scope="module")
def roots(authority) -> list:
    return roots_in([str(authority.root)])


def turned(content: bytes) -> bytes:
    """The file with a later revision in which the first page is turned."""
    writer, out = IncrementalPdfFileWriter(io.BytesIO(content)), io.BytesIO()
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Rotate"] = generic.NumberObject(90)
    writer.update_container(page)
    writer.write(out)
    return out.getvalue()


def flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def test_the_signature_is_ours_covers_all_and_changes_nothing_of_what_is_printed(signed, paper, roots):
    found = signature_of(signed.content, roots)
    assert (found.state, found.signer, found.certificate) == (SignatureState.VALID, NAME, signed.certificate)
    assert judge(signed.content, roots).answer is OfflineAnswer.SIGNED
    assert code_of(signed.content) == code_of(paper)
    assert taken_apart(signed.content).runs == taken_apart(paper).runs
    [field] = PdfReader(io.BytesIO(signed.content)).trailer["/Root"]["/AcroForm"]["/Fields"]
    assert [float(edge) for edge in field.get_object()["/Rect"]] == [0, 0, 0, 0]


def test_another_judge_accepts_it_too(signed, tmp_path):
    (tmp_path / "x.pdf").write_bytes(signed.content)
    said = subprocess.run(["pdfsig", "-nocert", tmp_path / "x.pdf"], capture_output=True, text=True).stdout
    for line in (f"Common Name: {NAME}", "Signature is Valid.", "Total document signed", "ETSI.CAdES.detached"):
        assert line in said


def test_every_change_is_refused_and_a_stranger_is_not_trusted(signed, paper, roots, tmp_path):
    stranger = Authority(tmp_path, "Cơ quan khác")
    content = signed.content
    cases = {
        "a byte of the text": (flipped(content, 3_000), OfflineAnswer.ALTERED),
        "a byte of the facts": (flipped(content, len(paper) - 3_000), OfflineAnswer.ALTERED),
        "a later revision": (turned(content), OfflineAnswer.ALTERED),
        "a byte after the end": (content + b"\n", OfflineAnswer.ALTERED),
        "a second signature": (stranger.signer().sign(paper).content + content[len(paper) :], OfflineAnswer.ALTERED),
        "cut off": (content[:-200], OfflineAnswer.ALTERED),
        "no paper": (b"%PDF-1.7 nothing", OfflineAnswer.ALTERED),
        "signature taken away": (paper, OfflineAnswer.UNSIGNED),
        "another authority": (stranger.signer().sign(paper).content, OfflineAnswer.UNTRUSTED),
        "changed before another authority": (stranger.signer().sign(turned(paper)).content, OfflineAnswer.UNTRUSTED),
    }
    assert {name: judge(given, roots).answer for name, (given, _) in cases.items()} == {
        name: wanted for name, (_, wanted) in cases.items()
    }
    assert judge(content, []).answer is OfflineAnswer.UNTRUSTED


def test_a_key_that_cannot_sign_says_why_and_shows_no_secret(authority, paper, tmp_path, caplog):
    own, day, now = Authority(tmp_path), timedelta(days=1), datetime.now(UTC)
    other = replace(own.give(NAME), key=ec.generate_private_key(ec.SECP256R1()))
    cases = {
        "is valid from": lambda: own.signer(own.give(NAME, now - 3 * day, day)),
        "is valid from ": lambda: own.signer(own.give(NAME, now + day)),
        "does not fit.": lambda: own.signer(),
        "does not fit": lambda: own.signer(own.give(NAME), "một câu khác"),
        "cannot be read": lambda: own.signer(),
    }
    for reason, made in cases.items():
        signer = made()
        if reason == "does not fit.":
            own.passphrase_file("sai " + PASSPHRASE)
        if reason == "does not fit":
            own.file(own.give(NAME))
        if reason == "cannot be read":
            own.passphrase_file().unlink()
        with pytest.raises(SigningFailed, match=reason.strip()) as failure:
            signer.sign(paper)
        assert PASSPHRASE not in f"{failure.value} {failure.value.__cause__}"
    with pytest.raises(ValueError, match="key"):  # such a file cannot even be written
        own.file(other)
    assert PASSPHRASE not in caplog.text


def test_a_body_without_a_key_signs_by_hand(paper, monkeypatch):
    monkeypatch.delenv(SETTING, raising=False)
    signer = signer_of("X", "UBKTĐU")
    assert (type(signer), signer.sign(paper)) == (Unsigned, Signed(paper))
