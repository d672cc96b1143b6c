"""Files at rest: sealed with AES-256-GCM, each bound to the record it belongs to, so that a moved one does not open."""

import hashlib
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


class Unsealable(Exception):
    """The stored bytes do not open: changed, moved to another record, or sealed with another key."""


@dataclass(frozen=True, repr=False)
class Seal:
    """The key of the installation."""

    key: bytes

    def close(self, content: bytes, identity: str) -> bytes:
        """What is stored of a content that belongs to ``identity``."""
        nonce = os.urandom(_NONCE)
        return nonce + AESGCM(self.key).encrypt(nonce, content, identity.encode())

    def open(self, stored: bytes, identity: str) -> bytes:
        """The content again; raises ``Unsealable``."""
        try:
            return AESGCM(self.key).decrypt(stored[:_NONCE], stored[_NONCE:], identity.encode())
        except (InvalidTag, ValueError) as error:
            raise Unsealable from error


def digest(content: bytes) -> str:
    """The SHA-256 of a content, as it is shown and printed."""
    return hashlib.sha256(content).hexdigest()
