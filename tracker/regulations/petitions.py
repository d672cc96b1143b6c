"""Petitions: why a denunciation or a complaint is not handled, by edition; who is entitled; verdicts on allegations.

Only what a source says is a row with its grade; what was only carried over from an older edition has the grade
*unconfirmed* and says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.core.errors import RuleViolation
from tracker.core.text import N_, message
from tracker.regulations.deadlines import congress_cutoff, due, find_limit
from tracker.regulations.sources import Citation, Grade, NoRule, cite, row_on, rows_on, written
from tracker.regulations.terms import Level
from tracker.regulations.verdict import Verdict


class Matter(StrEnum):
    """What a petition is, in the words of the law."""

    DENUNCIATION = "denunciation"
    COMPLAINT = "complaint"


MATTER_LABELS = {
    Matter.DENUNCIATION: N_("Letter of denunciation"),
    Matter.COMPLAINT: N_("Letter of complaint against discipline"),
}


class Ground(StrEnum):
    """Why a petition is not handled."""

    ANONYMOUS = "anonymous"
    FALSE_NAME = "false_name"
    UNKNOWN_ADDRESS = "unknown_address"
    CONCLUDED = "concluded"
    NOT_ACCEPTED_BEFORE = "not_accepted_before"
    WITHDRAWN_BEFORE = "withdrawn_before"
    NOT_SPECIFIC = "not_specific"
    NOT_PARTY = "not_party"
    NOT_SIGNED = "not_signed"
    CO_SIGNED = "co_signed"
    NO_CAPACITY = "no_capacity"
    BEFORE_CONGRESS = "before_congress"
    COPY = "copy"
    LATE = "late"
    HANDLED_ABOVE = "handled_above"
    SENTENCE = "sentence"
    ON_BEHALF = "on_behalf"
    BEFORE_DECISION = "before_decision"
    REFUSED_DECISION = "refused_decision"
    TRANSFERRED = "transferred"


GROUND_LABELS = {
    Ground.ANONYMOUS: N_("Anonymous or name hidden"),
    Ground.FALSE_NAME: N_("False name, or the name of somebody else"),
    Ground.UNKNOWN_ADDRESS: N_("Address unknown or unclear"),
    Ground.CONCLUDED: N_("Already concluded by the competent body, and no new evidence"),
    Ground.NOT_ACCEPTED_BEFORE: N_("The sender was told before that it is not accepted, and there is no new evidence"),
    Ground.WITHDRAWN_BEFORE: N_("Withdrawn of the sender's own will and filed again without new evidence"),
    Ground.NOT_SPECIFIC: N_("Content unclear or not specific, nothing to verify"),
    Ground.NOT_PARTY: N_("Not about a Party organization or a Party member"),
    Ground.NOT_SIGNED: N_("Not an original signed (or marked by fingerprint) by the sender"),
    Ground.CO_SIGNED: N_("Signed by two or more people"),
    Ground.NO_CAPACITY: N_("Sender without legal capacity"),
    Ground.BEFORE_CONGRESS: N_("About a congress, received shortly before its opening: passed to the next term"),
    Ground.COPY: N_("Copy of a petition that is registered already"),
    Ground.LATE: N_("Filed after the time limit"),
    Ground.HANDLED_ABOVE: N_("Being handled by a competent higher body, or finally decided by the highest level"),
    Ground.SENTENCE: N_("Sentenced by a court to non-custodial reform or more, and the sentence is not annulled"),
    Ground.ON_BEHALF: N_("Complaint on behalf of somebody else"),
    Ground.BEFORE_DECISION: N_("Filed before the written decision was received"),
    Ground.REFUSED_DECISION: N_("The complainant refused to receive the decision"),
    Ground.TRANSFERRED: N_(
        "Filed after an official transfer to an organization that is not under the same committee directly above"
    ),
}


@dataclass(frozen=True)
class GroundRow:
    """A ground of one edition for one matter. ``note`` says what is inferred."""

    ground: Ground
    matter: Matter
    since: date
    until: date | None
    citation: Citation
    note: str = ""


@dataclass(frozen=True)
class ArticleRow:
    """A dated rule that has no number: who is entitled, what follows a withdrawal. ``key`` names it."""

    key: str
    text: str
    since: date
    until: date | None
    citation: Citation
    note: str = ""


_SPANS = {
    "30-QĐ/TW": (date(2016, 7, 26), date(2021, 7, 27)),
    "22-QĐ/TW": (date(2021, 7, 28), date(2025, 5, 29)),
    "296-QĐ/TW": (date(2025, 5, 30), date(2026, 4, 10)),
    "21-QĐ/TW": (date(2026, 4, 11), None),
}
_KEPT = N_("Carried over from an older edition; not seen in this one.")
_SHIFTED = N_("The list of 22-QĐ/TW; that this edition keeps it is an inference.")
_SIGNATURE = N_("The signature is required; that its absence alone refuses the letter is an inference.")
_COSIGNED = N_("Refused under 30-QĐ/TW; whether still refused is unconfirmed.")
_OFFICE = N_("Practice of the offices: copies that arrive at several bodies are handled once.")
_UNSURE = Grade.UNCONFIRMED

_LIST_30 = (
    *(Ground.ANONYMOUS, Ground.FALSE_NAME, Ground.UNKNOWN_ADDRESS, Ground.CONCLUDED, Ground.NOT_SPECIFIC),
    *(Ground.NOT_PARTY, Ground.NOT_SIGNED, Ground.CO_SIGNED, Ground.NO_CAPACITY),
)
_LIST_22 = (
    *(Ground.ANONYMOUS, Ground.FALSE_NAME, Ground.UNKNOWN_ADDRESS, Ground.CONCLUDED),
    *(Ground.NOT_ACCEPTED_BEFORE, Ground.WITHDRAWN_BEFORE, Ground.NOT_SPECIFIC),
)
_COMPLAINTS_296 = (
    *(Ground.LATE, Ground.HANDLED_ABOVE, Ground.SENTENCE, Ground.ON_BEHALF),
    *(Ground.BEFORE_DECISION, Ground.REFUSED_DECISION, Ground.TRANSFERRED),
)


def _row(ground: Ground, matter: Matter, edition: str, article: str, grade: Grade, note: str = "") -> GroundRow:
    since, until = _SPANS[edition]
    return GroundRow(ground, matter, since, until, cite(edition, article, grade), note)


def _denunciation_rows() -> Iterator[GroundRow]:
    """30 Điều 32.5.1.1 and 22 Điều 20.7 were read; of 296 and 21 only the anonymous letter and legal capacity."""
    told = Matter.DENUNCIATION
    for ground in _LIST_30:
        yield _row(ground, told, "30-QĐ/TW", "Điều 32.5.1.1", Grade.A)
    for ground in _LIST_22:
        yield _row(ground, told, "22-QĐ/TW", "Điều 20.7", Grade.A)
    for edition, rest in (("296-QĐ/TW", Grade.C), ("21-QĐ/TW", _UNSURE)):
        article = "Điều 19" if edition == "296-QĐ/TW" else ""
        for ground in _LIST_22:
            known = ground is Ground.ANONYMOUS
            grade, note = (Grade.B, "") if known else (rest, _SHIFTED if rest is Grade.C else _KEPT)
            yield _row(ground, told, edition, article, grade, note)
    for edition, article in (("22-QĐ/TW", "Điều 20"), ("296-QĐ/TW", "Điều 19"), ("21-QĐ/TW", "")):
        yield _row(Ground.NOT_SIGNED, told, edition, article, Grade.C, _SIGNATURE)
        yield _row(Ground.CO_SIGNED, told, edition, "", _UNSURE, _COSIGNED)
    for edition in ("22-QĐ/TW", "296-QĐ/TW"):
        yield _row(Ground.NO_CAPACITY, told, edition, "", _UNSURE, _KEPT)
    yield _row(Ground.NO_CAPACITY, told, "21-QĐ/TW", "", Grade.B)
    cycle = N_("Congress cycle 2020–2025 only.")
    law = cite("07-HD/UBKTTW")
    yield GroundRow(Ground.BEFORE_CONGRESS, told, date(2019, 12, 12), date(2021, 7, 27), law, cycle)


def _complaint_rows() -> Iterator[GroundRow]:
    """296 Điều 23 (secondary source); 22 Điều 23 only forbids complaints on behalf of others."""
    filed = Matter.COMPLAINT
    since, until = _SPANS["30-QĐ/TW"]
    yield GroundRow(Ground.LATE, filed, since, until, cite("Điều lệ Đảng", "Điều 39.7"))
    yield _row(Ground.ON_BEHALF, filed, "22-QĐ/TW", "Điều 23", Grade.A)
    for ground in _COMPLAINTS_296:
        yield _row(ground, filed, "296-QĐ/TW", "Điều 23", Grade.B)
        yield _row(ground, filed, "21-QĐ/TW", "", _UNSURE, _KEPT)
        if ground is not Ground.ON_BEHALF:
            later = N_("The list of 296-QĐ/TW, not seen in this edition.")
            yield _row(ground, filed, "22-QĐ/TW", "", _UNSURE, later)


def _copy_rows() -> Iterator[GroundRow]:
    for matter in Matter:
        for edition in _SPANS:
            yield _row(Ground.COPY, matter, edition, "", _UNSURE, _OFFICE)


GROUND_ROWS: tuple[GroundRow, ...] = (*_denunciation_rows(), *_complaint_rows(), *_copy_rows())


_ARTICLES = (
    (
        "denouncer",
        N_("A denunciation bears name, address, signature or fingerprint; an oral one is written down and signed."),
        {"22-QĐ/TW": ("Điều 20", Grade.A), "296-QĐ/TW": ("Điều 19", Grade.C), "21-QĐ/TW": ("", _UNSURE)},
    ),
    (
        "complainant",
        N_("Only the disciplined member or organization itself complains; nobody complains on behalf of others."),
        {"22-QĐ/TW": ("Điều 23", Grade.A), "296-QĐ/TW": ("Điều 23", Grade.B), "21-QĐ/TW": ("", _UNSURE)},
    ),
    (
        "withdrawal",
        N_("Withdrawn content is dropped, unless the sender was threatened, coerced or bribed."),
        {
            "30-QĐ/TW": ("", Grade.A),
            "22-QĐ/TW": ("", _UNSURE),
            "296-QĐ/TW": ("", _UNSURE),
            "21-QĐ/TW": ("", _UNSURE),
        },
    ),
    (
        "information",
        N_("An anonymous letter with target and concrete content is information for inspection and supervision."),
        {"22-QĐ/TW": ("", _UNSURE), "296-QĐ/TW": ("Điều 19", Grade.B), "21-QĐ/TW": ("", Grade.B)},
    ),
    (
        "verdicts",
        N_("Each content is concluded: false; without ground; true with shortcoming; true with violation."),
        {"22-QĐ/TW": ("", _UNSURE), "296-QĐ/TW": ("", _UNSURE), "21-QĐ/TW": ("", Grade.B)},
    ),
)


def _article_rows() -> Iterator[ArticleRow]:
    for key, text, editions in _ARTICLES:
        for edition, (article, grade) in editions.items():
            since, until = _SPANS[edition]
            note = _KEPT if grade is _UNSURE else ""
            yield ArticleRow(key, text, since, until, cite(edition, article, grade), note)
    mixed = N_("Of a letter that mixes both the complaint is handled; the sender is guided to denounce separately.")
    for since, until, grade, note in (
        (date(2021, 12, 9), date(2025, 5, 29), Grade.A, ""),
        (date(2025, 5, 30), None, _UNSURE, _KEPT),
    ):
        yield ArticleRow("mixed", mixed, since, until, cite("02-HD/TW", "mục V.2.4", grade), note)


ARTICLE_ROWS: tuple[ArticleRow, ...] = tuple(_article_rows())


class AllegationVerdict(StrEnum):
    """How one content denounced is concluded (21-QĐ/TW)."""

    FALSE = "false"
    NO_GROUND = "no_ground"
    TRUE_SHORTCOMING = "true_shortcoming"
    TRUE_VIOLATION = "true_violation"


VERDICT_LABELS = {
    AllegationVerdict.FALSE: N_("Denounced falsely"),
    AllegationVerdict.NO_GROUND: N_("No ground, or not enough to conclude"),
    AllegationVerdict.TRUE_SHORTCOMING: N_("True, with shortcomings"),
    AllegationVerdict.TRUE_VIOLATION: N_("True, with violation"),
}


def grounds_on(matter: Matter, on: date) -> tuple[GroundRow, ...]:
    """The grounds in force on the day for this matter, in the order of the table."""
    return rows_on((row for row in GROUND_ROWS if row.matter is matter), on)


def ground_on(matter: Matter, ground: Ground, on: date) -> GroundRow:
    """The row of a ground in force on the day; raises ``NoRule``."""
    rows = (row for row in GROUND_ROWS if row.matter is matter and row.ground is ground)
    return row_on(rows, on, message(GROUND_LABELS[ground]), "ground")


def article_on(key: str, on: date) -> Citation | None:
    """The article behind a rule without a number, on a day; None where no edition in force is known to have it."""
    found = rows_on((row for row in ARTICLE_ROWS if row.key == key), on)
    return found[0].citation if found else None


def check_filing(decision_received_on: date, filed_on: date, level: Level | str) -> Verdict:
    """Whether a complaint was filed in time: counted from receipt of the decision, by the rule of that day."""
    limit = due(find_limit("complaint-filing", level, decision_received_on), decision_received_on)
    facts = {"received": decision_received_on, "filed": filed_on, "last": limit.due_on}
    if filed_on < decision_received_on:
        reason = message(
            "The complaint was filed before the decision was received. A complaint is about a"
            " decision that one has; it may be lodged anew."
        )
        return Verdict(False, reason, limit.citations, facts, "decision_received_on")
    if filed_on > limit.due_on:
        reason = message(
            "Filed on %(filed)s, after the last day, %(last)s (%(number)s days from receipt of the decision).",
            filed=written(filed_on),
            last=written(limit.due_on),
            number=limit.days,
        )
        return Verdict(False, reason, limit.citations, facts, "decision_received_on")
    in_time = message("Filed in time; the last day was %(last)s.", last=written(limit.due_on))
    return Verdict(True, in_time, limit.citations, facts)


def check_congress(received_on: date, opening_on: date, level: Level | str) -> Verdict:
    """Whether a denunciation about a congress came too late before it: it is then passed to the next term."""
    try:
        first = congress_cutoff(opening_on, level)
    except NoRule as unknown:
        return Verdict(False, unknown.message, (), {"opening": opening_on}, "congress_on")
    law = find_limit("congress-denunciation", level, opening_on).citation
    facts = {"received": received_on, "first": first, "opening": opening_on}
    if not first <= received_on <= opening_on:
        reason = message(
            "Received on %(received)s, outside the days from %(first)s to the opening of the congress: it is handled.",
            received=written(received_on),
            first=written(first),
        )
        return Verdict(False, reason, (law,), facts, "congress_on")
    return Verdict(True, message("Allowed."), (law,), facts)


def require_ground(matter: Matter, value: str, on: date) -> GroundRow:
    """The ground a form names, in force on the day; raises ``RuleViolation`` at the field."""
    try:
        return ground_on(matter, Ground(value), on)
    except ValueError:
        raise RuleViolation(message("Choose a reason of the list."), field="ground") from None
