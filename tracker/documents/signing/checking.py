"""What the signature in a file says. Judged by the whole: intact, by a trusted root, and nothing added afterwards.

Only files that are known to be ours are opened in the web process; the command line opens any.
"""

import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from tracker.documents.signing.apart import apart

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # see pades.py
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


class SignatureState(StrEnum):
    """``untrusted``: intact, and by nobody whose root is trusted here. ``broken``: changed since, or never valid."""

    ABSENT = "absent"
    VALID = "valid"
    UNTRUSTED = "untrusted"
    BROKEN = "broken"


@dataclass(frozen=True)
class Signature:
    """The state of a file's signature, the name in the certificate, its SHA-256, and when it says it was signed."""

    state: SignatureState
    signer: str | None = None
    certificate: str | None = None
    signed_at: datetime | None = None
    reason: str | None = None

    def to_plain(self) -> dict[str, str | None]:
        """As JSON holds it."""
        return {
            "state": self.state.value,
            "signer": self.signer,
            "certificate": self.certificate,
            "signed_at": self.signed_at.isoformat() if self.signed_at else None,
            "reason": self.reason,
        }


def signature_of(content: bytes, roots: Sequence[Any]) -> Signature:
    """What the signature of a file says; ``roots`` are trusted certificates, as ``roots_in`` reads them."""
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415, half a second to import

    try:
        found = PdfFileReader(io.BytesIO(content)).embedded_regular_signatures
        return _judged(found, roots, len(content)) if found else Signature(SignatureState.ABSENT)
    except Exception as error:  # a stranger's file can be broken in any way: the answer is that it is
        return Signature(SignatureState.BROKEN, reason=f"{type(error).__name__}: {error}"[:200])


def _judged(found: Sequence[Any], roots: Sequence[Any], size: int) -> Signature:
    """Our papers bear one signature, and it covers every byte: a second one, or bytes after it, came later."""
    if len(found) > 1:
        return Signature(SignatureState.BROKEN, reason=f"{len(found)} signatures")
    [embedded] = found
    judged = _one(embedded, roots)
    if embedded.byte_range[2] + embedded.byte_range[3] != size and judged.state is not SignatureState.BROKEN:
        return replace(judged, state=SignatureState.BROKEN, reason="bytes follow what was signed")
    return judged


def _one(embedded: Any, roots: Sequence[Any]) -> Signature:
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    said_at = embedded.self_reported_timestamp
    about = {"allow_fetching": False, "revocation_mode": "soft-fail", "moment": said_at}
    context = ValidationContext(trust_roots=list(roots), **about)
    status = apart(lambda: validate_pdf_signature(embedded, context))
    certificate = embedded.signer_cert
    names = certificate.subject.native
    name = str(names.get("common_name") or names.get("organization_name"))
    reason = None if status.bottom_line else status.summary()
    return Signature(_state(status), name, certificate.sha256.hex(), said_at, reason)


def _state(status: Any) -> SignatureState:
    if status.bottom_line:
        return SignatureState.VALID
    unchanged = status.intact and status.valid and status.docmdp_ok and status.seed_value_ok
    return SignatureState.UNTRUSTED if unchanged else SignatureState.BROKEN


def roots_in(paths: Sequence[str]) -> list[Any]:
    """The certificates in PEM or DER files. Raises ``OSError`` or ``ValueError``."""
    from pyhanko.keys import load_certs_from_pemder_data  # noqa: PLC0415

    roots = []
    for path in paths:
        with open(path, "rb") as file:
            found = list(load_certs_from_pemder_data(file.read()))
        if not found:
            raise ValueError(f"{path} holds no certificate")
        roots += found
    return roots
