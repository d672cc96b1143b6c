"""The verbs of programmes: draft, items, submit, return, approve, adjust, withdraw, close; other bodies' work."""

from tracker.programmes.services.deciding import (
    Approval,
    NewProgramme,
    adjust_programme,
    approve_programme,
    check_approve,
    check_submit,
    close_programme,
    draft_programme,
    drafters_of,
    return_programme,
    submit_programme,
    withdraw_adjustment,
)
from tracker.programmes.services.external import ExternalFacts, change_external_work, record_external_work
from tracker.programmes.services.items import (
    ItemDraft,
    add_item,
    change_item,
    overlaps_of,
    remove_item,
    was_approved,
)

__all__ = [
    "Approval",
    "ExternalFacts",
    "ItemDraft",
    "NewProgramme",
    "add_item",
    "adjust_programme",
    "approve_programme",
    "change_external_work",
    "change_item",
    "check_approve",
    "check_submit",
    "close_programme",
    "draft_programme",
    "drafters_of",
    "overlaps_of",
    "record_external_work",
    "remove_item",
    "return_programme",
    "submit_programme",
    "was_approved",
    "withdraw_adjustment",
]
