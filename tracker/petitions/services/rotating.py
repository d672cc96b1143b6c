"""A new key of the vault: everything sealed under an older one is sealed anew."""

from tracker.audit.services import record
from tracker.extensions import db
from tracker.petitions.services.identity import reseal_identities
from tracker.petitions.services.letters import reseal_letters
from tracker.petitions.vault import Vault


def rotate_keys(vault: Vault) -> int:
    """Seal anew everything that is sealed under an older key; how many rows that were. The caller commits."""
    rows = reseal_identities(vault) + reseal_letters(vault)
    db.session.flush()
    record(None, "vault.rotated", about={"rows": rows, "key": vault.current})
    return rows
