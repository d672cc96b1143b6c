"""The vault's arithmetic: AES-256-GCM with the row and the purpose as associated data, and the keyed fingerprint.

A stored text is nonce (12 bytes) ‖ ciphertext ‖ tag. It opens only under its key, in its row and for its purpose, so a
text moved to another row or column, or changed by one bit, does not open.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tracker.core.errors import RuleViolation
from tracker.core.text import fold, message

NONCE_BYTES = 12
KEY_BYTES = 32
_WORD = re.compile(r"\w+")


class VaultClosed(RuleViolation):
    """A stored text does not open: another key, another row, or it was changed."""

    def __init__(self) -> None:
        super().__init__(message("The vault does not open this record: its key is missing, or the record was changed."))


class Vault:
    """Seals and opens with the first of the keys; the others only open what was sealed before a rotation."""

    def __init__(self, keys: Sequence[bytes]):
        if not keys or any(len(key) != KEY_BYTES for key in keys):
            raise ValueError(f"a vault key has {KEY_BYTES} bytes")
        self._keys = {key_id(key): key for key in keys}
        self.current = key_id(keys[0])

    def seal(self, row: int, purpose: str, text: str) -> bytes:
        """The text as it is stored under the current key; never the same bytes twice."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._cipher(self.current).encrypt(nonce, text.encode(), _about(row, purpose, self.current))

    def open(self, sealed_with: str, row: int, purpose: str, sealed: bytes) -> str:
        """The text of a stored value; raises ``VaultClosed``."""
        nonce, body = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        try:
            return self._cipher(sealed_with).decrypt(nonce, body, _about(row, purpose, sealed_with)).decode()
        except (InvalidTag, KeyError, ValueError):
            raise VaultClosed from None

    def fingerprint(self, name: str, address: str) -> str:
        """The same for the same person however name and address are spelt: no marks, case, signs or double spaces."""
        words = "\x1f".join(" ".join(_WORD.findall(fold(part))) for part in (name, address))
        return hmac.new(_derived(self._keys[self.current], "fingerprint"), words.encode(), hashlib.sha256).hexdigest()

    def _cipher(self, which: str) -> AESGCM:
        return AESGCM(_derived(self._keys[which], "encryption"))


def key_id(key: bytes) -> str:
    """What is stored beside a sealed text to tell under which key it was sealed; tells nothing of the key."""
    return hashlib.sha256(b"tracker vault key\x00" + key).hexdigest()[:16]


def _derived(key: bytes, purpose: str) -> bytes:
    return hmac.new(key, f"tracker vault {purpose}".encode(), hashlib.sha256).digest()


def _about(row: int, purpose: str, which: str) -> bytes:
    return f"petition_identities/{row}/{purpose}/{which}".encode()
