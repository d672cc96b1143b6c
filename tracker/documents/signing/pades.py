"""A PAdES signature on a paper: the only module that makes one, whatever holds the key.

The field is invisible: the signature block is printed by the layout, and a drawn stamp would break PDF/A. The
signature certifies the paper: no later change is allowed, not even a form field.
"""

import io
import logging
from typing import Any

from tracker.core import clock
from tracker.core.text import message
from tracker.documents.signing.apart import apart
from tracker.documents.signing.checking import SignatureState, signature_of
from tracker.documents.signing.signer import Signed, SigningFailed

FIELD = "ChuKySo"
# it logs ordinary negative answers as errors with a traceback; what matters is raised
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)


def signed_with(signer: Any, content: bytes) -> Signed:
    """The paper signed by one of pyHanko's signers, checked again. Raises ``SigningFailed``."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415, half a second to import
    from pyhanko.sign import fields, signers  # noqa: PLC0415

    certificate = signer.signing_cert
    _check_valid_now(certificate)
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    out = io.BytesIO()
    maker = signers.PdfSigner(meta, signer, new_field_spec=fields.SigFieldSpec(FIELD))
    apart(lambda: maker.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(content)), output=out))
    _check_made(out.getvalue(), certificate.sha256.hex())
    return Signed(out.getvalue(), certificate.sha256.hex())


def _check_valid_now(certificate: Any) -> None:
    if not certificate.not_valid_before <= clock.now() <= certificate.not_valid_after:
        raise SigningFailed(
            message(
                "The paper was not issued: the certificate is valid from %(since)s until %(until)s.",
                since=certificate.not_valid_before.date(),
                until=certificate.not_valid_after.date(),
            )
        )


def _check_made(content: bytes, certificate: str) -> None:
    """A signature that does not check is never stored: a key that does not fit its certificate, a damaged token."""
    made = signature_of(content, [])
    if made.state is not SignatureState.UNTRUSTED or made.certificate != certificate:
        raise SigningFailed(message("The paper was not issued: the signature made does not fit the certificate."))
