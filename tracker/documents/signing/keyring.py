"""The signer of each body, by the file that ``TRACKER_SIGNING`` names; without it every paper is signed by hand."""

import os
from functools import cache

from tracker.documents.signing import settings
from tracker.documents.signing.pkcs11 import Pkcs11Signer
from tracker.documents.signing.pkcs12 import Pkcs12Signer
from tracker.documents.signing.settings import KeyRow, Settings
from tracker.documents.signing.signer import Signer, Unsigned


def configured() -> Settings:
    """What is set up; the file is read once a process. Raises ``settings.SettingsError``."""
    path = os.environ.get(settings.SETTING, "")
    return _read(path) if path else Settings()


def signer_of(code: str, sign: str) -> Signer:
    """What signs the papers of a body: the organization's code and the body's sign on papers."""
    row = configured().row_of(code, sign)
    return _signer(row) if row else Unsigned()


_read = cache(settings.read)


@cache
def _signer(row: KeyRow) -> Signer:
    return Pkcs12Signer(row) if row.kind == "pkcs12" else Pkcs11Signer(row)
