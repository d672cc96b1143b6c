"""The verbs of petitions: register, correct, screen, decide, withdraw – and those of the vault."""

from tracker.petitions.services.deciding import (
    Decision,
    Filing,
    accept_petition,
    check_accept,
    file_petition,
    forward_petition,
    guide_sender,
    record_withdrawal,
    release_petition,
)
from tracker.petitions.services.identity import (
    GRANTABLE,
    Identity,
    check_words,
    former_identities,
    grant_identity,
    record_identity,
    reveal_identity,
)
from tracker.petitions.services.intake import (
    Entry,
    Part,
    Screening,
    Split,
    correct_petition,
    link_copy,
    register_petition,
    screen_petition,
    split_petition,
)
from tracker.petitions.services.letters import check_letter, keep_answer, read_letter, send_letter
from tracker.petitions.services.rotating import rotate_keys
from tracker.petitions.vault import Vault  # a letter of a case goes there too

__all__ = [
    "GRANTABLE",
    "Decision",
    "Entry",
    "Filing",
    "Identity",
    "Part",
    "Screening",
    "Split",
    "Vault",
    "accept_petition",
    "check_accept",
    "check_letter",
    "check_words",
    "correct_petition",
    "file_petition",
    "former_identities",
    "forward_petition",
    "grant_identity",
    "guide_sender",
    "keep_answer",
    "link_copy",
    "read_letter",
    "record_identity",
    "record_withdrawal",
    "register_petition",
    "release_petition",
    "reveal_identity",
    "rotate_keys",
    "screen_petition",
    "send_letter",
    "split_petition",
]
