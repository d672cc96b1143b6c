"""Whether new work gets in the way of other work: one table of rules, pure.

The rules are those of the house's study of practice (trùng lặp, chồng chéo). Every programme asks for the check; no
regulation that could be read sets its figures, so the two figures here are the house's own. Nothing is ever forbidden:
what weighs ``WARN`` is acknowledged with a reason, what weighs ``INFORM`` is only told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tracker.core.errors import ReasonNeeded
from tracker.core.text import N_, Message, message
from tracker.programmes.states import Rule, Source
from tracker.regulations.deadlines import add_months

MONTHS = 12  # how long a concluded case on the same content is remembered
MOST_TEAMS = 3  # in how many teams at once an officer may be before it is told

_EVER, _FOREVER = date.min, date.max


class Weight(StrEnum):
    """What has to be done about it."""

    WARN = "warn"
    INFORM = "inform"


WEIGHTS = {
    Rule.SAME_DATES: Weight.WARN,
    Rule.IN_PREPARATION: Weight.WARN,
    Rule.SAME_CONTENT: Weight.WARN,
    Rule.CONTAINED: Weight.INFORM,
    Rule.SAME_QUARTER: Weight.WARN,
    Rule.EXTERNAL: Weight.WARN,
    Rule.OFFICER_LOAD: Weight.INFORM,
    Rule.HIDDEN: Weight.WARN,
}


class Relation(StrEnum):
    """How two subjects stand to each other."""

    SAME = "same"
    CONTAINED = "contained"


@dataclass(frozen=True)
class Subject:
    """A subject of new work. ``organization_id`` is the organization itself or a member's home.

    ``line``: the organization with all it came from and all it went into; ``above``: everything that contains one of
    these.
    """

    name: str
    organization_id: int
    member_id: int | None
    line: frozenset[int]
    above: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Reach:
    """All subjects of new work together: what a search for other work starts from."""

    line: frozenset[int]
    above: frozenset[int]
    members: frozenset[int]


@dataclass(frozen=True)
class Engagement:
    """Other work on one subject. ``since`` … ``until`` inclusive, None without end; ``label`` says what it is.

    ``visible`` False: the reader may know nothing of it but that it is there. ``confidential``: he may, others may not.
    ``concluded_on`` is set for a case that is no longer under way, ``in_preparation`` for one that is not yet.
    """

    source: Source
    key: int
    organization_id: int
    member_id: int | None
    above: frozenset[int]
    label: Message
    since: date | None = None
    until: date | None = None
    contents: frozenset[str] = frozenset()
    concluded_on: date | None = None
    in_preparation: bool = False
    visible: bool = True
    confidential: bool = False


@dataclass(frozen=True)
class Proposal:
    """The new work: its dates (None: not known, taken as open), and who is to do it (account → name)."""

    subjects: Sequence[Subject]
    contents: frozenset[str]
    since: date | None
    until: date | None
    people: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Overlap:
    """One thing found. ``key`` is the id of the case, plan item, external work or account."""

    rule: Rule
    source: Source
    key: int
    subject_name: str
    text: Message
    confidential: bool = False

    @property
    def weight(self) -> Weight:
        """Whether it is acknowledged or only told."""
        return WEIGHTS[self.rule]


class OverlapFound(ReasonNeeded):
    """Overlaps that have not been acknowledged."""

    def __init__(self, overlaps: Sequence[Overlap]):
        first = next(one for one in overlaps if one.weight is Weight.WARN)
        super().__init__(
            message("%(what)s Say why this work is still needed.", what=first.text),
            sentences_of(overlaps),
            "overlap_reason",
        )
        self.overlaps = tuple(overlaps)


def reach_of(subjects: Sequence[Subject]) -> Reach:
    """What other work has to be looked for."""
    return Reach(
        frozenset().union(*(subject.line for subject in subjects)),
        frozenset().union(*(subject.above for subject in subjects)),
        frozenset(subject.member_id for subject in subjects if subject.member_id is not None),
    )


def relation_of(own: Subject, other: Engagement) -> Relation | None:
    """Whether the other work is about the same subject, or one that contains it or stands under it.

    A member and his own organization – or one above it – contain each other; two different members do not.
    """
    if own.member_id is not None and other.member_id is not None:
        return Relation.SAME if own.member_id == other.member_id else None
    one = own.member_id is None and other.member_id is None
    if other.organization_id in own.line:
        return Relation.SAME if one else Relation.CONTAINED
    other_is_above = other.member_id is None and other.organization_id in own.above
    other_is_under = own.member_id is None and not own.line.isdisjoint(other.above)
    return Relation.CONTAINED if other_is_above or other_is_under else None


def dates_meet(since: date | None, until: date | None, other: Engagement) -> bool:
    """Whether two spans share at least one day."""
    return (since or _EVER) <= (other.until or _FOREVER) and (other.since or _EVER) <= (until or _FOREVER)


def is_remembered(concluded_on: date, since: date | None) -> bool:
    """Whether work that starts on a day still falls within the months after a conclusion, the last day included."""
    return since is None or since <= add_months(concluded_on, MONTHS)


def find_overlaps(new: Proposal, others: Iterable[Engagement], loads: Mapping[int, int] | None = None) -> list[Overlap]:
    """Everything that gets in the way, warnings first; each other work once for each of the new subjects.

    ``loads``: in how many teams each of the proposed people is already.
    """
    found: dict[tuple[Rule, Source, int, str], Overlap] = {}
    for other in others:
        for own in new.subjects:
            rule = _rule_of(new, own, other)
            if rule is not None:
                overlap = Overlap(rule, other.source, other.key, own.name, _text(rule, own, other), other.confidential)
                found.setdefault((rule, other.source, other.key, own.name), overlap)
    return sorted([*found.values(), *_loaded(new, loads or {})], key=lambda one: one.weight is Weight.INFORM)


def _loaded(new: Proposal, loads: Mapping[int, int]) -> list[Overlap]:
    return [
        Overlap(
            Rule.OFFICER_LOAD,
            Source.OFFICER,
            account,
            name,
            message("%(name)s is in %(teams)s teams already.", name=name, teams=loads[account]),
        )
        for account, name in new.people.items()
        if loads.get(account, 0) + 1 > MOST_TEAMS
    ]


def sentences_of(overlaps: Iterable[Overlap]) -> list[tuple[Weight, Message]]:
    """What is told, each sentence once: several hidden works say no more than one."""
    told: list[tuple[Weight, Message]] = []
    for one in overlaps:
        if (one.weight, one.text) not in told:
            told.append((one.weight, one.text))
    return told


def warnings_of(overlaps: Sequence[Overlap]) -> list[Overlap]:
    """Those that ask for a reason."""
    return [one for one in overlaps if one.weight is Weight.WARN]


def check_acknowledged(overlaps: Sequence[Overlap], reason: str) -> None:
    """Raise ``OverlapFound`` where something weighs and no reason is given. With a reason all work may go on."""
    if warnings_of(overlaps) and not reason:
        raise OverlapFound(overlaps)


def _rule_of(new: Proposal, own: Subject, other: Engagement) -> Rule | None:
    relation = relation_of(own, other)
    if relation is None:
        return None
    if other.concluded_on is not None:
        return Rule.SAME_CONTENT if relation is Relation.SAME and _is_repeated(new, other) else None
    if not dates_meet(new.since, new.until, other):
        return None
    if relation is Relation.SAME:
        known = Rule.IN_PREPARATION if other.in_preparation else _ROWS[other.source]
        return known if other.visible else Rule.HIDDEN
    if other.in_preparation:
        return None
    # of programmes only a member beside his own organization: nearly every item lies above or below some other
    is_told = other.source is not Source.PLAN or other.organization_id in own.line
    return Rule.CONTAINED if other.visible and is_told else None


def _is_repeated(new: Proposal, other: Engagement) -> bool:
    same_content = not new.contents.isdisjoint(other.contents)
    return other.visible and same_content and is_remembered(other.concluded_on or _EVER, new.since)


_ROWS = {Source.CASE: Rule.SAME_DATES, Source.PLAN: Rule.SAME_QUARTER, Source.EXTERNAL: Rule.EXTERNAL}
_TEXTS = {
    Rule.SAME_DATES: N_("%(name)s is the subject of another case under way: %(what)s."),
    Rule.IN_PREPARATION: N_("%(name)s is the subject of another case in preparation: %(what)s."),
    Rule.SAME_CONTENT: N_("%(name)s was examined on the same content not long ago: %(what)s, concluded on %(on)s."),
    Rule.CONTAINED: N_("Above or below %(name)s other work is under way: %(what)s."),
    Rule.SAME_QUARTER: N_("%(name)s stands in a programme for the same quarter already: %(what)s."),
    Rule.EXTERNAL: N_("Another body is working with %(name)s: %(what)s."),
}
# neither kind, body, dates nor address
_HIDDEN_TEXTS = {
    Source.CASE: N_("%(name)s has other work under way; ask your leader."),
    Source.PLAN: N_("%(name)s stands in another programme for the same quarter; ask your leader."),
}


def _text(rule: Rule, own: Subject, other: Engagement) -> Message:
    if rule is Rule.HIDDEN:
        return Message(_HIDDEN_TEXTS[other.source], {"name": own.name})
    return Message(_TEXTS[rule], {"name": own.name, "what": other.label, "on": other.concluded_on})
