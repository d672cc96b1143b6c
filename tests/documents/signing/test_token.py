"""A key on a token (SoftHSM): it signs, and a wrong PIN is not tried twice, for a token locks itself."""

import subprocess
from pathlib import Path

import pkcs11
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11 import Attribute

from tests.documents.authority import NAME, Authority, Issued
from tests.documents.test_foot import issued
from tracker.documents.signing.checking import SignatureState, roots_in, signature_of
from tracker.documents.signing.pkcs11 import Pkcs11Signer
from tracker.documents.signing.settings import KeyRow
from tracker.documents.signing.signer import SigningFailed

MODULE = "/usr/lib/softhsm/libsofthsm2.so"
PIN = "824657"


def store(given: Issued, label: str, file: Path) -> None:
    """Put a key and its certificate on the token."""
    file.write_bytes(given.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    place = ("--token", "tracker", "--pin", PIN, "--label", label, "--id", label.encode().hex())
    subprocess.run(["softhsm2-util", "--import", file, *place], check=True, capture_output=True)
    with pkcs11.lib(MODULE).get_token(token_label="tracker").open(user_pin=PIN, rw=True) as session:
        session.create_object(
            {
                Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
                Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                Attribute.TOKEN: True,
                Attribute.LABEL: label,
                Attribute.SUBJECT: given.certificate.subject.public_bytes(),
                Attribute.VALUE: given.certificate.public_bytes(Encoding.DER),
            }
        )


@pytest.fixture
def token(tmp_path, monkeypatch) -> Authority:
    """A token with two keys and their certificates from an authority, named ``rsa`` and ``curve``."""
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm.conf").write_text(f"directories.tokendir = {tmp_path}/tokens\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm.conf"))  # read once a process
    made = ["softhsm2-util", "--init-token", "--free", "--label", "tracker", "--pin", PIN, "--so-pin", "1" * 8]
    subprocess.run(made, check=True, capture_output=True)
    authority = Authority(tmp_path)
    store(authority.give(NAME, key=rsa.generate_private_key(65537, 2048)), "rsa", tmp_path / "key.pem")
    store(authority.give(NAME), "curve", tmp_path / "key.pem")
    return authority


def test_a_token_signs_and_a_wrong_pin_is_tried_once(token, tmp_path, monkeypatch):
    pin, paper, roots = tmp_path / "pin", issued(), roots_in([str(token.root)])
    pin.write_text(PIN)

    def signer(label: str) -> Pkcs11Signer:
        return Pkcs11Signer(KeyRow((), "pkcs11", module=MODULE, token="tracker", label=label, pin_file=str(pin)))

    for label in ("rsa", "curve"):
        signed = signer(label).sign(paper)
        assert signature_of(signed.content, roots).state is SignatureState.VALID
    with pytest.raises(SigningFailed, match="the token did not sign"):
        signer("nobody").sign(paper)

    tried, used = [], signer("curve")
    opened = used._signed
    monkeypatch.setattr(used, "_signed", lambda *given: tried.append(given) or opened(*given))
    pin.write_text("000000")
    for _ in range(3):
        with pytest.raises(SigningFailed, match="refused its PIN"):
            used.sign(paper)
    assert len(tried) == 1
    pin.write_text(PIN)
    assert used.sign(paper).certificate == signed.certificate
