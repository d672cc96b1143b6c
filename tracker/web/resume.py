"""What was typed into a form when the session had ended, carried through the sign-in page and offered again."""

import json

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.datastructures import MultiDict

# Who sent a petition: typed again rather than kept anywhere but in the vault.
VAULT_FIELDS = frozenset({"identity_name", "identity_address", "identity_phone", "identity_card", "identity_original"})
SECRET_FIELDS = frozenset({"csrf_token", "password", "old"}) | VAULT_FIELDS  # never shown, never carried along
_KEPT_SECONDS = 12 * 3600


def pack_form(path: str, form: MultiDict[str, str]) -> str:
    """The form and where it was going, signed, so that nobody else can put words into a user's form."""
    fields = [[name, value] for name, value in form.items(multi=True) if name not in SECRET_FIELDS]
    return _signer().dumps(json.dumps([path.rstrip("?"), fields], ensure_ascii=False))


def unpack_form(packed: str) -> tuple[str, list[tuple[str, str]]] | None:
    """Path and fields, or None when the text is not ours or too old."""
    try:
        path, fields = json.loads(_signer().loads(packed, max_age=_KEPT_SECONDS))
    except (BadSignature, ValueError):
        return None
    return path, [(name, value) for name, value in fields]


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="resume-form")
