"""A key in a PKCS#12 file, opened for each signature and forgotten after it."""

from pathlib import Path

from tracker.core.text import message
from tracker.documents.signing import pades
from tracker.documents.signing.settings import KeyRow
from tracker.documents.signing.signer import Signed, SigningFailed


class Pkcs12Signer:
    """Signs with the key in ``file``; the passphrase is the first line of another file."""

    def __init__(self, row: KeyRow):
        self._file = Path(row.file)
        self._passphrase_file = Path(row.passphrase_file) if row.passphrase_file else None

    def sign(self, content: bytes) -> Signed:
        """See ``Signer``."""
        return pades.signed_with(self._opened(), content)

    def _opened(self):
        from pyhanko.sign import signers  # noqa: PLC0415, half a second to import

        try:
            passphrase = secret_in(self._passphrase_file).encode() if self._passphrase_file else None
            return signers.SimpleSigner.load_pkcs12_data(self._file.read_bytes(), [], passphrase)
        except OSError as error:
            raise SigningFailed(message("The paper was not issued: the file of the key cannot be read.")) from error
        except (ValueError, AttributeError):  # of a wrong passphrase, or of a file without a key or certificate
            # without the cause: nothing of a secret may come into a log with it
            raise SigningFailed(
                message("The paper was not issued: the key cannot be opened; its passphrase does not fit.")
            ) from None


def secret_in(file: Path) -> str:
    """The first line of a file."""
    return file.read_text(encoding="utf-8").split("\n", 1)[0].rstrip("\r")
