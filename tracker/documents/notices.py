"""The notices that end a case: what each is made of, and to whom it tells what."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tracker.documents.parts import Paper, Part


@dataclass(frozen=True, kw_only=True)
class Shortcoming(Part):
    """A weakness found, with its cause and who answers for it, where established."""

    text: str
    cause: str = ""
    responsibility: str = ""


@dataclass(frozen=True, kw_only=True)
class SignOfViolation(Part):
    """One sign of violation that was examined: what was found, the rule broken, and how grave it is."""

    sign: str
    text: str
    rule: str = ""
    level: str = ""


@dataclass(frozen=True, kw_only=True)
class Demand(Part):
    """What the subject has to do, who does it, and the day before which it is done."""

    text: str
    owner: str = ""
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class NoticePaper(Paper):
    """What the notices of an inspection and of a supervision share.

    ``matter`` follows "kiểm tra" or "giám sát" ("việc chấp hành …", "khi có dấu hiệu vi phạm"); ``subject`` follows
    "đối với". ``period_from`` and ``period_until`` bound the time looked back on. ``verdict`` is the overall judgement.
    """

    subject: str
    matter: str = ""
    period_from: date | None = None
    period_until: date | None = None
    strengths: str = ""
    shortcomings: tuple[Shortcoming, ...] = ()
    verdict: str = ""
    demands: tuple[Demand, ...] = ()
    follow_up: str = ""
    report_to: str = ""
    report_due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ConclusionNoticePaper(NoticePaper):
    """Thông báo kết luận kiểm tra. ``signs`` are filled where signs of violation were inspected."""

    key: ClassVar[str] = "conclusion_notice"

    signs: tuple[SignOfViolation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SupervisionNoticePaper(NoticePaper):
    """Thông báo kết quả giám sát. ``outcome_word`` is "kết quả" or "kết luận": commissions use both.

    ``referral`` tells that signs of violation go to inspection; leave it empty on the subject's copy.
    """

    key: ClassVar[str] = "supervision_notice"

    outcome_word: str = "kết quả"
    referral: str = ""


@dataclass(frozen=True, kw_only=True)
class JudgedContent(Part):
    """One content of a denunciation and how it is concluded, in words; ``reason`` is left out for the denouncer."""

    text: str
    verdict: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class DenunciationNoticePaper(NoticePaper):
    """Thông báo kết luận giải quyết tố cáo, for the denounced. Nothing on it tells who denounced."""

    key: ClassVar[str] = "denunciation_notice"

    contents: tuple[JudgedContent, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DenunciationAnswerPaper(Paper):
    """Thông báo kết quả giải quyết tố cáo, for the denouncer: each content denounced and how it is concluded.

    ``addressee`` and ``address`` tell who denounced: this paper is kept in the vault and nowhere else.
    """

    key: ClassVar[str] = "denunciation_answer"

    addressee: str
    subject: str
    contents: tuple[JudgedContent, ...]
    address: str = ""
    conclusion: str = ""
    note: str = ""
