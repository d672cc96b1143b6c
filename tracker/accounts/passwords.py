"""Password hashing: Argon2id, one hash at a time, the same work whether the account exists or not."""

import unicodedata
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_one_at_a_time = Lock()
_NOBODY = _hasher.hash("the hash that an unknown name is checked against")

SHORTEST = 10


def hash_password(password: str) -> str:
    """The encoded Argon2id hash."""
    with _one_at_a_time:
        return _hasher.hash(_plain(password))


def fits(encoded: str | None, password: str) -> bool:
    """Whether the password fits the hash; takes as long when there is no hash."""
    with _one_at_a_time:
        try:
            _hasher.verify(encoded or _NOBODY, _plain(password))
        except (VerificationError, InvalidHashError):
            return False
    return encoded is not None


def _plain(password: str) -> str:
    """The same text for the same keys, whichever way a keyboard composes its marks."""
    return unicodedata.normalize("NFC", password)
