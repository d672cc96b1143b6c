"""By which violation edition an act is judged, where the act and the conclusion fall under different ones.

No transitional clause was read. Up to 212-QĐ/TW the edition of the conclusion is taken, an inference; which edition
governs an act before 17/8/2026 that is concluded from that day on is unconfirmed: the officer chooses and says why.
"""

from dataclasses import dataclass
from datetime import date

from tracker.core.text import Message, message
from tracker.regulations.sources import (
    SOURCES,
    Area,
    Citation,
    Grade,
    NoRule,
    Source,
    base_of,
    cite,
    violation_text,
    written,
)
from tracker.regulations.terms import Subject, term
from tracker.regulations.verdict import Verdict

_UNCONFIRMED_TRANSITION = frozenset({"212-QĐ/TW"})


@dataclass(frozen=True)
class Editions:
    """``default`` is the edition that the recorded rule gives, None where the officer chooses among ``choices``.

    An edition is a source: a regulation, or the amendment that gave it its later wording.
    """

    default: Source | None
    choices: tuple[Source, ...]
    verdict: Verdict


def editions_for(act_on: date, concluded_on: date, subject: Subject | str) -> Editions:
    """The edition of a violation that ended on ``act_on`` and is concluded on ``concluded_on``, and what may be chosen.

    The verdict refuses where no edition is known for the conclusion, or where the officer must choose.
    """
    subject = term(Subject, subject, "subject")
    try:
        judging = violation_text(concluded_on, subject)
    except NoRule as none:
        return Editions(None, (), Verdict(False, none.message, field="committed_on"))
    acting = _find(act_on, subject)
    facts: dict[str, object] = {"act_on": act_on, "concluded_on": concluded_on}
    if acting is None:
        reason = message(
            "No edition is known for the day of the act, %(act)s; that of the conclusion applies: %(edition)s.",
            act=written(act_on),
            edition=edition_name(judging),
        )
        return Editions(judging, (judging,), Verdict(True, reason, _inferred(judging), facts))
    if acting.key == judging.key:
        reason = message("Act and conclusion fall under the same edition: %(edition)s.", edition=edition_name(judging))
        return Editions(judging, (judging,), Verdict(True, reason, (cite(judging.key),), facts))
    return _between(acting, judging, facts)


def _find(on: date, subject: Subject) -> Source | None:
    try:
        return violation_text(on, subject)
    except NoRule:
        return None


def _between(acting: Source, judging: Source, facts: dict[str, object]) -> Editions:
    names = {"acting": edition_name(acting), "judging": edition_name(judging)}
    if base_of(judging).key in _UNCONFIRMED_TRANSITION:
        reason = message(
            "The act falls under %(acting)s, the conclusion under %(judging)s. Which of them judges it is not"
            " confirmed: choose one and say why.",
            **names,
        )
        unsure = Citation(judging.sign, "", Grade.UNCONFIRMED)
        return Editions(None, (acting, judging), Verdict(False, reason, (unsure,), facts, "edition"))
    reason = message(
        "The act falls under %(acting)s, the conclusion under %(judging)s; the edition of the conclusion applies, which"
        " is an inference.",
        **names,
    )
    return Editions(judging, (acting, judging), Verdict(True, reason, _inferred(judging), facts))


def _inferred(judging: Source) -> tuple[Citation, ...]:
    return (Citation(judging.sign, "", Grade.C),)


def edition_name(edition: Source) -> Message | str:
    """The edition as people name it: its sign, or "69-QĐ/TW, amended by 264-QĐ/TW"."""
    if edition.amends is None:
        return edition.sign
    return message("%(base)s, amended by %(amendment)s", base=base_of(edition).sign, amendment=edition.sign)


def violation_editions(subject: Subject | str) -> tuple[Source, ...]:
    """Every edition, amended ones too, that ever judged such a subject, oldest first."""
    of_organization = term(Subject, subject, "subject") is Subject.ORGANIZATION
    area = Area.ORGANIZATION_VIOLATION if of_organization else Area.MEMBER_VIOLATION
    return tuple(row for row in SOURCES if area in row.areas)
