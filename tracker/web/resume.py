"""What was typed into a form when the session had ended, carried through the sign-in page and offered again.

It is carried sealed: whoever sits before the page of a session that has ended reads nothing of it, not in its source
either, and it opens for nobody but the account that had typed it.
"""

import base64
import hashlib
import hmac
import json
import zlib

from cryptography.fernet import Fernet, InvalidToken
from flask import current_app
from werkzeug.datastructures import MultiDict

# Who sent a petition: typed again rather than kept anywhere but in the vault.
VAULT_FIELDS = frozenset({"identity_name", "identity_address", "identity_phone", "identity_card", "identity_original"})
SECRET_FIELDS = frozenset({"csrf_token", "password", "old"}) | VAULT_FIELDS  # never shown, never carried along
_KEPT_SECONDS = 12 * 3600


def pack_form(path: str, form: MultiDict[str, str], owner: int | None) -> str:
    """The form and where it was going, sealed, so that nobody reads it or puts words into a user's form.

    ``owner``: the account whose session had ended; None where nothing tells whose it was.
    """
    fields = [[name, value] for name, value in form.items(multi=True) if name not in SECRET_FIELDS]
    plain = json.dumps([owner, path.rstrip("?"), fields], ensure_ascii=False)
    return _box().encrypt(zlib.compress(plain.encode())).decode()


def unpack_form(packed: str, reader: int) -> tuple[str, list[tuple[str, str]]] | None:
    """Path and fields for the account that reads; None when the text is not ours, too old or somebody else's."""
    try:
        owner, path, fields = json.loads(zlib.decompress(_box().decrypt(packed, ttl=_KEPT_SECONDS)))
    except (InvalidToken, TypeError, ValueError, zlib.error):
        return None
    return (path, [(name, value) for name, value in fields]) if owner in (None, reader) else None


def _box() -> Fernet:
    secret = str(current_app.secret_key or "").encode()
    return Fernet(base64.urlsafe_b64encode(hmac.new(secret, b"tracker lost form", hashlib.sha256).digest()))
