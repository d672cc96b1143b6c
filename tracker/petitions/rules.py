"""Pure decisions about petitions: plain values in, verdicts out."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.core.errors import RuleViolation
from tracker.core.text import Message, fold, message
from tracker.petitions.states import PetitionKind, Sender
from tracker.regulations.petitions import (
    Ground,
    GroundRow,
    Matter,
    article_on,
    check_congress,
    check_filing,
    require_ground,
)
from tracker.regulations.procedure import DENOUNCER, PROCEDURE
from tracker.regulations.sources import Citation
from tracker.regulations.verdict import OK, Verdict, check_not_before, check_not_future

# The share of common words from which two texts are taken for the same.
ALIKE = 0.6
_SHORTEST_WORD = 3
_SHORTEST_NUMBER = 8  # digits that tell who somebody is: a telephone, a card
_WORD = re.compile(r"\w+")
# Of an address: how many words from the number of the house on tell whose door it is.
_DOOR_WORDS, _SHORTEST_DOOR = 3, 3
_OPTIONAL_WORDS = frozenset({"so", "nha", "duong", "pho"})
# Folded words after which a number is that of a neighbourhood, where hundreds live.
_NEIGHBOURHOODS = frozenset(
    {"to", "dan", "khu", "khoi", "khom", "doi", "xom", "thon", "ban", "ap", "cum", "lang", "km"}
    | {"phuong", "quan", "xa", "huyen", "tinh"}
)
# Who does not name himself cannot be guided, asked or informed.
_NAMELESS = frozenset({Ground.ANONYMOUS, Ground.FALSE_NAME})


def refuse(reason: Message, *citations: Citation | None, field: str | None = None) -> Verdict:
    """A negative verdict."""
    return Verdict(False, reason, tuple(one for one in citations if one), {}, field)


def matter_of(kind: PetitionKind) -> Matter:
    """By which list a petition is screened; of a mixed letter the complaint is handled."""
    return Matter.COMPLAINT if kind in (PetitionKind.COMPLAINT, PetitionKind.MIXED) else Matter.DENUNCIATION


def keeps_identity(kind: PetitionKind, sender: Sender) -> bool:
    """Whether the sender goes into the vault: not of complaints, whose sender is the disciplined subject itself.

    Of a mixed letter it does: the denunciation in it has a sender to be protected.
    """
    return kind is not PetitionKind.COMPLAINT and sender is Sender.NAMED


def check_typed(kind: PetitionKind, sender: Sender, field: str) -> Verdict:
    """Whether what was typed of a sender has a place; nothing of it is dropped without a word. ``field`` has it."""
    if keeps_identity(kind, sender):
        return OK
    if kind is PetitionKind.COMPLAINT:
        reason = message(
            "Nothing of a complaint goes into the vault: pick the complainant under “Whom it is about”, openly, and"
            " empty this field."
        )
    else:
        reason = message("The petition is marked as anonymous: say that the sender gives a name, or empty this field.")
    return refuse(reason, DENOUNCER, field=field)


# What a part of a mixed letter can be.
PARTS = (PetitionKind.COMPLAINT, PetitionKind.DENUNCIATION, PetitionKind.OTHER)


def check_parts(kinds: Collection[PetitionKind]) -> Verdict:
    """A mixed letter has a complaint, which goes on, and something else."""
    if PetitionKind.COMPLAINT not in kinds or len(set(kinds)) == 1:
        reason = message("Name all parts: the complaint, which goes on under this number, and at least one other.")
        return refuse(reason, field="parts")
    return OK


def check_split(kind: PetitionKind, was: PetitionKind, split_on: date | None, is_part: bool) -> Verdict:
    """A letter that was split stays the complaint that it was split to; a part is not mixed again."""
    if is_part and kind is PetitionKind.MIXED:
        return refuse(message("It is one part of a mixed letter, which was split already."), field="kind")
    if split_on is None or kind is was:
        return OK
    reason = message(
        "The denunciation in this letter was split off on %(on)s: what goes on is the complaint.", on=split_on
    )
    return refuse(reason, article_on("mixed", split_on), field="kind")


def check_dates(first_received_on: date, received_on: date, today: date) -> Verdict:
    """The first recipient had it first; nothing is received in the future."""
    received = check_not_future(received_on, today, "received_on")
    if not received.allowed:
        return received
    if first_received_on > received_on:
        reason = message(
            "The first recipient had it on or before the day it reached this body. Correct one of the two days."
        )
        return refuse(reason, field="first_received_on")
    return OK


def check_step_date(on: date, earlier: date | None, today: date, field: str) -> Verdict:
    """A step lies not in the future and not before the step it follows."""
    past = check_not_future(on, today, field)
    return check_not_before(on, earlier, field, message("the step before")) if past.allowed else past


def is_open(kind: PetitionKind, name: str, subjects: Collection[str]) -> bool:
    """Whether the sender is the complainant, who is named openly: the subject of a complaint or of a mixed letter."""
    complains = kind in (PetitionKind.COMPLAINT, PetitionKind.MIXED)
    return complains and fold(name) in {fold(subject) for subject in subjects}


def check_masked(name: str, texts: Mapping[str, str], numbers: Sequence[str] = (), address: str = "") -> Verdict:
    """No text beside the vault names the sender, or gives the door or one of the numbers that tell who it is.

    ``texts``: form field → text. A single word proves nothing, nor do a few digits; nor does the ward, the commune or
    the village, where what is told happened.
    """
    folded, door = " ".join(_WORD.findall(fold(name))), _door(address)
    digits = [run for run in map(_digits, numbers) if len(run) >= _SHORTEST_NUMBER]
    for field, text in texts.items():
        is_named = " " in folded and f" {folded} " in f" {' '.join(_WORD.findall(fold(text)))} "
        is_shown = bool(door) and f" {door} " in f" {' '.join(_address_words(text))} "
        if is_named or is_shown or any(run in _digits(text) for run in digits):
            reason = message("This text names the sender. Write “the denouncer”; the name stays in the vault.")
            return refuse(reason, DENOUNCER, field=field)
    return OK


def _door(address: str) -> str:
    """The number of a house with the words after it; empty where an address leads to a neighbourhood only.

    ``"Số 7, tổ 9, phường Him Lam"`` → ``"7 to 9"``, ``"Tổ 9, phường Him Lam"`` → ``""``.
    """
    words = _address_words(address)
    for place, word in enumerate(words):
        if word[0].isdigit() and not (place and words[place - 1] in _NEIGHBOURHOODS):
            run = words[place : place + _DOOR_WORDS]
            if run[1:] and run[1] in _NEIGHBOURHOODS:  # up to its number or name: “12, tổ dân phố” tells of many
                run = words[place : _end_of_neighbourhood(words, place + 1)]
            return " ".join(run) if len(run) >= _SHORTEST_DOOR else ""
    return ""


def _end_of_neighbourhood(words: Sequence[str], start: int) -> int:
    ahead = range(start, min(start + _DOOR_WORDS, len(words)))
    return next((place + 1 for place in ahead if words[place][0].isdigit()), start + _DOOR_WORDS)


def _address_words(text: str) -> list[str]:
    """The words of a text without those that some write before a number or a street and others do not."""
    return [word for word in _WORD.findall(fold(text)) if word not in _OPTIONAL_WORDS]


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


@dataclass(frozen=True)
class Screened:
    """What a decision on a petition looks at. ``level`` is that of the body's organization."""

    kind: PetitionKind
    sender: Sender
    first_received_on: date
    received_on: date
    decision_received_on: date | None
    level: str
    has_identity: bool
    contents: int
    subjects: int
    is_copy: bool
    is_part: bool = False  # of a letter that mixed complaint and denunciation


def check_accept(petition: Screened, on: date) -> Verdict:
    """Whether a petition can be accepted for handling on a day."""
    if petition.is_copy:
        return refuse(
            message("It is linked as a copy of another petition, which is the one that is handled."), PROCEDURE
        )
    if petition.kind is PetitionKind.OTHER:
        return refuse(
            message(
                "Only a denunciation or a complaint against discipline is accepted as a case. Other"
                " petitions are forwarded, guided or filed."
            ),
            PROCEDURE,
        )
    if petition.kind is PetitionKind.MIXED:
        reason = message(
            "It mixes complaint and denunciation: record first how the sender was guided to denounce apart."
        )
        return refuse(reason, article_on("mixed", on))
    if not petition.subjects:
        return refuse(message("No subject of the records is picked; correct the petition first."), PROCEDURE)
    if petition.kind is PetitionKind.COMPLAINT:
        return check_complaint(petition)
    if petition.is_part:
        reason = message(
            "It came in one letter with a complaint: the sender is guided to denounce apart, and what then comes is"
            " registered anew."
        )
        return refuse(reason, article_on("mixed", on))
    if petition.sender is Sender.ANONYMOUS or not petition.has_identity:
        reason = message("A denunciation bears the sender's name and address; an anonymous one is not accepted.")
        return refuse(reason, article_on("denouncer", on))
    if not petition.contents:
        reason = message("No content is listed; each content is concluded for itself.")
        return refuse(reason, article_on("verdicts", on))
    return OK


def check_complaint(petition: Screened) -> Verdict:
    """Whether a complaint names the decision's day and came in time."""
    if petition.decision_received_on is None:
        reason = message("Record the day on which the complainant received the decision; the time limit runs from it.")
        return refuse(reason, field="decision_received_on")
    return check_filing(petition.decision_received_on, petition.first_received_on, petition.level)


def check_ground(petition: Screened, ground: str, on: date, congress_on: date | None) -> GroundRow:
    """The ground of the law by which a petition is filed; raises ``RuleViolation`` where the facts contradict it."""
    row = require_ground(matter_of(petition.kind), ground, on)
    if row.ground is Ground.COPY and not petition.is_copy:
        raise RuleViolation(message("Link it first to the petition of which it is a copy."), field="ground")
    if row.ground is Ground.ANONYMOUS and petition.sender is Sender.NAMED:
        raise RuleViolation(
            message(
                "This petition is registered with a sender who gives a name. The ground says the"
                " opposite; correct the petition or choose another ground."
            ),
            field="ground",
        )
    if row.ground is Ground.LATE:
        _require_late(petition)
    if row.ground is Ground.BEFORE_CONGRESS:
        if congress_on is None:
            raise RuleViolation(message("Give the day on which the congress opens."), field="congress_on")
        check_congress(petition.received_on, congress_on, petition.level).enforce()
    return row


def _require_late(petition: Screened) -> None:
    verdict = check_complaint(petition)
    if verdict.allowed:
        raise RuleViolation(verdict.reason, verdict.citations, "ground")
    if petition.decision_received_on is None:
        verdict.enforce()


def check_information(ground: Ground, contents: int, on: date) -> Verdict:
    """Whether a petition that is not handled may be kept as information for regular supervision."""
    if ground not in _NAMELESS:
        return refuse(
            message(
                "Only an anonymous petition is kept as information. One with a name is handled or refused"
                " with its ground."
            ),
            article_on("information", on),
            field="keep_as_information",
        )
    if not contents:
        reason = message("Only concrete content is kept as information, and none is listed.")
        return refuse(reason, article_on("information", on), field="keep_as_information")
    return OK


def check_withdrawal(forced: bool, on: date) -> Verdict:
    """Withdrawn content is dropped, unless the sender was threatened, coerced or bribed: then the work goes on."""
    law = article_on("withdrawal", on)
    if forced:
        return refuse(message("Threat, coercion or bribery: the withdrawal has no effect, the work goes on."), law)
    return Verdict(True, OK.reason, (law,) if law else ())


@dataclass(frozen=True)
class Likeness:
    """How another petition resembles this one."""

    same_sender: bool
    same_subject: bool
    same_content: bool

    @property
    def is_copy(self) -> bool:
        """Likely the same petition: the sender and the subject, or – where no sender compares – subject and content."""
        return self.same_subject and (self.same_sender or self.same_content)


def alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two petitions say the same: most of the words, without regard to marks, case and order."""
    first, second = _words(one), _words(other)
    return bool(first and second) and len(first & second) / len(first | second) >= ALIKE


def _words(texts: Collection[str]) -> set[str]:
    return {word for text in texts for word in _WORD.findall(fold(text)) if len(word) >= _SHORTEST_WORD}
