"""What signs a paper: one method, whatever holds the key."""

from dataclasses import dataclass
from typing import Protocol

from tracker.core.errors import Refusal


class SigningFailed(Refusal):
    """The paper was not signed, so it is not issued. The reason names neither a key nor a passphrase."""


@dataclass(frozen=True)
class Signed:
    """The bytes of a paper with its signature; ``certificate`` is the SHA-256 of the signer's, None when unsigned."""

    content: bytes
    certificate: str | None = None


class Signer(Protocol):
    """Signs the bytes of a paper that is being issued. Raises ``SigningFailed``."""

    def sign(self, content: bytes) -> Signed:
        """The same paper with a signature that covers all of it."""


class Unsigned:
    """For a body without a key: the paper is signed by hand."""

    def sign(self, content: bytes) -> Signed:
        """The paper as it is."""
        return Signed(content)
