"""The fixed words of dispatch."""

from enum import StrEnum

from tracker.core.text import N_


class EntryKind(StrEnum):
    """What an entry says. Entries are appended; a wrong one is revoked by another."""

    SENT = "sent"
    KEPT = "kept"  # not to be sent to anybody
    RECEIVED = "received"
    REVOKED = "revoked"


class Way(StrEnum):
    """How a paper travels to its recipient."""

    HAND = "hand"
    POST = "post"
    COURIER = "courier"
    NETWORK = "network"
    MEETING = "meeting"


WAY_LABELS = {
    Way.HAND: N_("By hand"),
    Way.POST: N_("By post"),
    Way.COURIER: N_("By courier"),
    Way.NETWORK: N_("Over the Party network"),
    Way.MEETING: N_("Read at a meeting"),
}
# Who hears it read at a meeting signs for nothing.
WITHOUT_RECEIPT = frozenset({Way.MEETING})


class Sending(StrEnum):
    """How far a paper is on its way: what the register may be narrowed to."""

    UNSENT = "unsent"
    UNRECEIVED = "unreceived"


SENDING_LABELS = {
    Sending.UNSENT: N_("Not sent yet"),
    Sending.UNRECEIVED: N_("Receipt missing"),
}
