"""A mistake in the file of keys stops the start with a sentence; a right one gives each body its own key."""

import subprocess
import sys

import pytest

from tests.databases import ROOT
from tests.test_config import GOOD
from tracker.documents.signing import keyring
from tracker.documents.signing.pkcs11 import Pkcs11Signer
from tracker.documents.signing.pkcs12 import Pkcs12Signer
from tracker.documents.signing.settings import SETTING, SettingsError, read
from tracker.documents.signing.signer import Unsigned

KEY = '[[key]]\nbodies = ["XA/UBKTĐU"]\nkind = "pkcs12"\nfile = "{file}"\n'
TOKEN = '[[key]]\nbodies = ["XA/ĐU", "XA/CB"]\nkind = "pkcs11"\nmodule = "x.so"\nlabel = "a"\n'


@pytest.fixture
def write(tmp_path):
    """``write(text)``: the settings in a closed file; ``{file}`` is a closed file beside it."""

    def written(text: str, mode: int = 0o600) -> str:
        (tmp_path / "key.p12").touch(0o600)
        file = tmp_path / "signing.toml"
        file.write_text(text.replace("{file}", str(tmp_path / "key.p12")), encoding="utf-8")
        file.chmod(mode)
        return str(file)

    return written


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[key", "is no TOML file"),
        ("keys = 1", "unknown entries: keys"),
        (KEY.replace("pkcs12", "usb"), "is 'usb'; it is pkcs12 or pkcs11"),
        (KEY.replace("file =", "path ="), "lacks or does not know: file, path"),
        (KEY + "slot = 1\n", "does not know: slot"),
        (TOKEN + 'slot = "1"\n', "the slot is a number"),
        (KEY.replace("XA/", ""), "needs bodies"),
        (KEY.replace('["XA/UBKTĐU"]', "[]"), "needs bodies"),
        (KEY + KEY, "two keys to XA/UBKTĐU"),
        (KEY.replace("{file}", "/nowhere/x.p12"), "/nowhere/x.p12 cannot be read"),
    ],
)
def test_a_mistake_is_one_sentence(write, text, complaint):
    with pytest.raises(SettingsError) as failure:
        read(write(text))
    assert complaint in str(failure.value)
    assert str(failure.value).startswith(SETTING)


def test_files_that_others_can_open_are_refused(write, tmp_path):
    with pytest.raises(SettingsError, match="other users cannot open"):
        read(write(KEY, 0o604))
    path = write(KEY)
    (tmp_path / "key.p12").chmod(0o644)
    with pytest.raises(SettingsError, match=r"key\.p12 must be a file that other users cannot open"):
        read(path)


def test_each_body_has_its_own_key_and_the_others_none(write, monkeypatch):
    monkeypatch.setenv(SETTING, write(KEY + TOKEN))
    kinds = {place: type(keyring.signer_of(*place.split("/"))) for place in ("XA/UBKTĐU", "XA/CB", "HUYEN/UBKTĐU")}
    assert kinds == {"XA/UBKTĐU": Pkcs12Signer, "XA/CB": Pkcs11Signer, "HUYEN/UBKTĐU": Unsigned}


def test_the_program_does_not_start_on_a_mistake(write):
    setting = {SETTING: write("keys = 1")}
    done = subprocess.run([sys.executable, "-c", "import wsgi"], cwd=ROOT, env=GOOD | setting, capture_output=True)
    assert done.returncode == 1
    assert done.stderr.decode().startswith(f"Tracker cannot start: {SETTING}: ")
