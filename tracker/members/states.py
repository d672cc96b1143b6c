"""The fixed words about members."""

from enum import StrEnum

from tracker.core.text import N_


class Standing(StrEnum):
    """Whether a member is official or still on probation."""

    OFFICIAL = "official"
    PROBATIONARY = "probationary"


STANDING_LABELS = {Standing.OFFICIAL: N_("Official"), Standing.PROBATIONARY: N_("Probationary")}


class Kinship(StrEnum):
    """How a relative stands to a member."""

    SPOUSE = "spouse"
    PARENT = "parent"
    CHILD = "child"
    SIBLING = "sibling"
    IN_LAW = "in_law"
    OTHER = "other"


KINSHIP_LABELS = {
    Kinship.SPOUSE: N_("Spouse"),
    Kinship.PARENT: N_("Parent"),
    Kinship.CHILD: N_("Child"),
    Kinship.SIBLING: N_("Brother or sister"),
    Kinship.IN_LAW: N_("Relative by marriage"),
    Kinship.OTHER: N_("Other relative"),
}
# What a member is to the one who is this to the member.
OPPOSITE = {
    Kinship.PARENT: Kinship.CHILD,
    Kinship.CHILD: Kinship.PARENT,
    **{kin: kin for kin in (Kinship.SPOUSE, Kinship.SIBLING, Kinship.IN_LAW, Kinship.OTHER)},
}


class Sex(StrEnum):
    """As the member record has it."""

    FEMALE = "female"
    MALE = "male"


SEX_LABELS = {Sex.FEMALE: N_("Female"), Sex.MALE: N_("Male")}


class SubjectType(StrEnum):
    """What somebody supervised, denounced or inspected is."""

    ORGANIZATION = "organization"
    MEMBER = "member"
