"""Letters about petitions on their way to the printer: from the vault, with one reason for all of them.

Nothing of them is kept: they go into the answer of the request that asks, and no batch holds them.
"""

from collections.abc import Sequence
from datetime import date

from tracker.access import Actor
from tracker.petitions.queries import get_for_reveal, get_letter
from tracker.petitions.services import Vault, read_letter
from tracker.records.queries import Letter


def read_letters(actor: Actor, letters: Sequence[Letter], reason: str, vault: Vault, today: date) -> list[bytes]:
    """The letters as they are printed. Of each petition whose sender one names the look is on record, with the reason.

    Raises ``RuleViolation`` where a reason is lacking, ``NotVisible`` where the actor may not see a sender any more.
    """
    found = []
    for letter in letters:
        petition = get_for_reveal(actor, letter.petition_ref, today)
        kept = get_letter(petition.id, letter.row.ref)
        found.append(read_letter(actor, petition, kept, reason, vault, today))
    return found
