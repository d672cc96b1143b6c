"""The words in which the rules are written: subjects, forms of discipline, levels, bodies, roles in a vote."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from tracker.core.errors import RuleViolation
from tracker.core.text import N_, Message, message


class Subject(StrEnum):
    """Whom a rule is about."""

    ORGANIZATION = "organization"
    FULL_MEMBER = "full-member"
    PROBATIONARY_MEMBER = "probationary-member"


SUBJECT_LABELS = {
    Subject.ORGANIZATION: N_("Party organization"),
    Subject.FULL_MEMBER: N_("full member"),
    Subject.PROBATIONARY_MEMBER: N_("probationary member"),
}
MEMBERS = frozenset({Subject.FULL_MEMBER, Subject.PROBATIONARY_MEMBER})


class Form(StrEnum):
    """Forms of discipline. Removal of a probationary member from the list (xoá tên) is not one of them."""

    REPRIMAND = "reprimand"
    WARNING = "warning"
    REMOVAL = "removal"
    EXPULSION = "expulsion"
    DISSOLUTION = "dissolution"


FORM_LABELS = {
    Form.REPRIMAND: N_("reprimand"),
    Form.WARNING: N_("warning"),
    Form.REMOVAL: N_("removal from office"),
    Form.EXPULSION: N_("expulsion"),
    Form.DISSOLUTION: N_("dissolution"),
}


class Level(StrEnum):
    """Levels of organization, lightest first: the order of the members is the rank."""

    CELL = "cell"
    SECTION = "section"
    GRASSROOTS = "grassroots"
    DISTRICT = "district"  # directly above the grassroots; without districts since 1/7/2025
    PROVINCE = "province"
    CENTRAL = "central"

    @property
    def rank(self) -> int:
        """0 for a cell … 5 for the centre."""
        return list(Level).index(self)


LEVEL_LABELS = {
    Level.CELL: N_("cell"),
    Level.SECTION: N_("section"),
    Level.GRASSROOTS: N_("grassroots"),
    Level.DISTRICT: N_("directly above the grassroots"),
    Level.PROVINCE: N_("province"),
    Level.CENTRAL: N_("centre"),
}


class Role(StrEnum):
    """In what role a body votes on discipline."""

    PROPOSING = "proposing"
    DECIDING = "deciding"


ROLE_LABELS = {Role.PROPOSING: N_("proposes"), Role.DECIDING: N_("decides")}

Term = TypeVar("Term", bound=StrEnum)
Labelled = TypeVar("Labelled", bound=StrEnum)


def term(kind: type[Term], value: str, field: str) -> Term:
    """``value`` as a member of ``kind``; raises ``RuleViolation`` that names the field and the known values."""
    try:
        return kind(value)
    except ValueError:
        known = ", ".join(kind)
        refusal = message("“%(value)s” is not known here; known are: %(known)s.", value=value, known=known)
        raise RuleViolation(refusal, field=field) from None


def label(labels: Mapping[Labelled, str], key: Labelled) -> Message:
    """The label of ``key`` as a message, so that it is translated inside another message."""
    return message(labels[key])
