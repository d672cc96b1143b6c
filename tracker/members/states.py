"""The fixed words about members."""

from enum import StrEnum

from tracker.core.text import N_


class Standing(StrEnum):
    """Whether a member is official or still on probation."""

    OFFICIAL = "official"
    PROBATIONARY = "probationary"


STANDING_LABELS = {Standing.OFFICIAL: N_("Official"), Standing.PROBATIONARY: N_("Probationary")}


class Sex(StrEnum):
    """As the member record has it."""

    FEMALE = "female"
    MALE = "male"


SEX_LABELS = {Sex.FEMALE: N_("Female"), Sex.MALE: N_("Male")}


class SubjectType(StrEnum):
    """What somebody supervised, denounced or inspected is."""

    ORGANIZATION = "organization"
    MEMBER = "member"
