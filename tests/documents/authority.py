"""An authority of the tests' own: a root certificate and the certificates it gives, as PKCS#12 files."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

from tracker.documents.signing.pkcs12 import Pkcs12Signer
from tracker.documents.signing.settings import KeyRow

NAME = "Uỷ ban Kiểm tra Đảng uỷ xã Công Hải"
PASSPHRASE = "mật khẩu của tệp khoá"
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
FEW_DAYS = timedelta(days=10)


@dataclass(frozen=True)
class Issued:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: Key


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"), x509.NameAttribute(NameOID.COMMON_NAME, name)])


class Authority:
    """Gives certificates under a root of its own; ``root`` is the PEM file that is trusted."""

    def __init__(self, folder: Path, name: str = "Cơ quan chứng thực thử"):
        self.folder = folder
        self._own = self._made(name, None, datetime.now(UTC) - FEW_DAYS, timedelta(days=3650))
        self.root = folder / "root.pem"
        self.root.write_bytes(self._own.certificate.public_bytes(Encoding.PEM))

    def give(
        self, name: str, since: datetime | None = None, lasting: timedelta = timedelta(days=400), key: Key | None = None
    ) -> Issued:
        """A certificate with its key, on a curve unless given, valid since some days ago unless said."""
        return self._made(name, self._own, since or datetime.now(UTC) - FEW_DAYS, lasting, key)

    def file(self, issued: Issued, passphrase: str = PASSPHRASE) -> Path:
        """The key and its certificate in a PKCS#12 file that others cannot open."""
        file = self.folder / "key.p12"
        closed, chain = BestAvailableEncryption(passphrase.encode()), [self._own.certificate]
        content = pkcs12.serialize_key_and_certificates(b"key", issued.key, issued.certificate, chain, closed)
        file.write_bytes(content)
        file.chmod(0o600)
        return file

    def passphrase_file(self, passphrase: str = PASSPHRASE) -> Path:
        """The passphrase in a file that others cannot open."""
        file = self.folder / "passphrase"
        file.write_text(passphrase + "\n", encoding="utf-8")
        file.chmod(0o600)
        return file

    def signer(self, issued: Issued | None = None, passphrase: str = PASSPHRASE) -> Pkcs12Signer:
        """What signs with a certificate of this authority."""
        file = self.file(issued or self.give(NAME))
        return Pkcs12Signer(KeyRow((), "pkcs12", str(file), str(self.passphrase_file(passphrase))))

    @staticmethod
    def _made(name: str, by: Issued | None, since: datetime, lasting: timedelta, key: Key | None = None) -> Issued:
        key = key or ec.generate_private_key(ec.SECP256R1())
        signing = by is not None
        usage = dict.fromkeys(
            ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False
        )
        builder = (
            x509.CertificateBuilder()
            .subject_name(_named(name))
            .issuer_name(by.certificate.subject if by else _named(name))
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(since)
            .not_valid_after(since + lasting)
            .add_extension(x509.BasicConstraints(ca=not signing, path_length=None), critical=True)
            .add_extension(
                x509.KeyUsage(
                    digital_signature=signing, content_commitment=signing,
                    key_cert_sign=not signing, crl_sign=not signing, **usage,
                ),
                critical=True,
            )
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key((by.key if by else key).public_key()), critical=False
            )
        )  # fmt: skip
        return Issued(builder.sign((by.key if by else key), hashes.SHA256()), key)
