"""A key that never leaves its token: a card, a USB token or a security module, by its PKCS#11 library.

Needs the package python-pkcs11, which is not among the requirements of the product.
"""

import threading
from pathlib import Path
from typing import Any

from tracker.core.text import message
from tracker.documents.signing import pades
from tracker.documents.signing.checking import roots_in
from tracker.documents.signing.pkcs12 import secret_in
from tracker.documents.signing.settings import KeyRow
from tracker.documents.signing.signer import Signed, SigningFailed


class Pkcs11Signer:
    """Signs with the key ``label`` on a token. One signature at a time, a session for each."""

    def __init__(self, row: KeyRow):
        self._row = row
        self._lock = threading.Lock()
        self._refused: str | None = None  # a token locks itself after a few wrong PINs: none is tried twice

    def sign(self, content: bytes) -> Signed:
        """See ``Signer``."""
        try:
            from pkcs11 import PinIncorrect, PinLocked, PKCS11Error  # noqa: PLC0415, an optional package
        except ImportError as error:
            raise SigningFailed(message("The paper was not issued: the package python-pkcs11 is missing.")) from error
        with self._lock:
            pin = self._pin()
            try:
                return self._signed(content, pin)
            except (PinIncorrect, PinLocked):
                self._refused = pin
                raise SigningFailed(_WRONG_PIN) from None
            except PKCS11Error as error:
                said = type(error).__name__
                raise SigningFailed(
                    message("The paper was not issued: the token did not sign (%(reason)s).", reason=said)
                ) from error

    def _pin(self) -> str | None:
        if not self._row.pin_file:
            return None
        try:
            pin = secret_in(Path(self._row.pin_file))
        except OSError as error:
            raise SigningFailed(message("The paper was not issued: the file of the PIN cannot be read.")) from error
        if pin == self._refused:
            raise SigningFailed(_WRONG_PIN)
        return pin

    def _signed(self, content: bytes, pin: str | None) -> Signed:
        from pyhanko.config.pkcs11 import TokenCriteria  # noqa: PLC0415
        from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session  # noqa: PLC0415

        row = self._row
        criteria = TokenCriteria(label=row.token) if row.token else None
        with open_pkcs11_session(row.module, slot_no=row.slot, token_criteria=criteria, user_pin=pin) as session:
            given: dict[str, Any] = {"cert_label": row.label}
            if row.certificate:
                given = {"signing_cert": roots_in([row.certificate])[0]}
            # hashed here: many tokens sign only a digest
            signer = PKCS11Signer(session, key_label=row.label, use_raw_mechanism=True, **given)
            return pades.signed_with(signer, content)


_WRONG_PIN = message("The paper was not issued: the token refused its PIN. Correct the PIN and try again.")
