"""The sources of the law, how sure we are of each fact, and how an article is cited."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from tracker.core.errors import RuleViolation
from tracker.core.text import N_, Message, message
from tracker.regulations.terms import Subject, term


class Grade(StrEnum):
    """How a fact is known. Everything but ``A`` is shown with its grade wherever it acts."""

    A = "A"  # the regulation's own wording, or an official answer quoting article and clause, was read
    B = "B"  # a secondary source that names the regulation
    C = "C"  # one weak source, a local rule, or a stated inference
    OFFICE = "office"  # entered by the office from a document it names; not read by who wrote these tables
    UNCONFIRMED = "unconfirmed"  # general knowledge; overridable


GRADE_LABELS = {
    Grade.A: N_("wording read"),
    Grade.B: N_("secondary source"),
    Grade.C: N_("weak source or inference"),
    Grade.OFFICE: N_("entered by the office"),
    Grade.UNCONFIRMED: N_("unconfirmed"),
}


class Area(StrEnum):
    """What a source governs."""

    PROCEDURE = "procedure"
    MEMBER_VIOLATION = "member-violation"
    ORGANIZATION_VIOLATION = "organization-violation"
    CONDUCT = "conduct"
    STATUTE = "statute"
    GUIDANCE = "guidance"
    PROCESS = "process"
    STATE_LAW = "state-law"


AREA_LABELS = {
    Area.PROCEDURE: N_("Inspection, supervision and discipline"),
    Area.MEMBER_VIOLATION: N_("Violations by members"),
    Area.ORGANIZATION_VIOLATION: N_("Violations by organizations"),
    Area.CONDUCT: N_("What members may not do"),
    Area.STATUTE: N_("Statute of the Party"),
    Area.GUIDANCE: N_("Guidance"),
    Area.PROCESS: N_("Working procedures"),
    Area.STATE_LAW: N_("State law"),
}


@dataclass(frozen=True)
class Source:
    """A regulation in force ``since`` … ``until`` (both inclusive; None = open). Titles are Vietnamese, as cited.

    ``issuer`` is empty where no source read names it. ``amends`` is the key of the source this one changes.
    """

    key: str
    sign: str
    title: str
    issued_on: date
    since: date
    until: date | None
    grade: Grade
    areas: frozenset[Area] = frozenset()
    word: str = "Quy định"
    issuer: str = ""
    amends: str | None = None
    note: str = ""

    @property
    def short(self) -> str:
        """As cited after the first mention: ``Quy định 21-QĐ/TW``."""
        return f"{self.word} {self.sign}".strip()

    @property
    def full(self) -> str:
        """As cited at the first mention: type, number and sign, day, issuer, subject, as far as they are known.

        ``Quy định số 21-QĐ/TW, ngày 11/4/2026 của Ban Chấp hành Trung ương về công tác kiểm tra, giám sát …``.
        """
        if not self.word:
            return self.sign
        text = f"{self.word} số {self.sign}, ngày {written(self.issued_on)}"
        of = f" của {self.issuer}" if self.issuer else ""
        about = self.title or (f"sửa đổi, bổ sung {source(self.amends).short}" if self.amends else "")
        return f"{text}{of} {about}".rstrip()


@dataclass(frozen=True)
class Citation:
    """An article of a source: ``Citation("22-QĐ/TW", "Điều 15.3", Grade.A)``."""

    source: str
    article: str
    grade: Grade

    def __str__(self) -> str:
        return f"{self.article}, {self.source}" if self.article else self.source


class NoRule(RuleViolation):
    """The tables hold no row for this rule on this date: an error, never a default."""

    def __init__(self, rule: Message | str, on: date, field: str | None = None):
        text = message("No rule is known for “%(rule)s” on %(date)s.", rule=rule, date=written(on))
        super().__init__(text, field=field)
        self.rule = rule
        self.on = on


class Dated(Protocol):
    """A row that is in force from ``since`` to ``until``, both inclusive; None = open."""

    @property
    def since(self) -> date: ...

    @property
    def until(self) -> date | None: ...


Row = TypeVar("Row", bound=Dated)


def written(day: date) -> str:
    """A date as Party papers write it in running text: day of two digits, month of two digits only for 1 and 2."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def in_force(row: Dated, on: date) -> bool:
    """Whether the row is in force on the date."""
    return row.since <= on and (row.until is None or on <= row.until)


def rows_on(rows: Iterable[Row], on: date) -> tuple[Row, ...]:
    """The rows in force on the date, in the order of the table."""
    return tuple(row for row in rows if in_force(row, on))


def row_on(rows: Iterable[Row], on: date, rule: Message | str, field: str | None = None) -> Row:
    """The one row in force on the date; raises ``NoRule`` that names the rule."""
    found = rows_on(rows, on)
    if not found:
        raise NoRule(rule, on, field)
    return found[0]


_BCH = "Ban Chấp hành Trung ương"
_BCT = "Bộ Chính trị"
_BBT = "Ban Bí thư"
_UBKT = "Uỷ ban Kiểm tra Trung ương"
_KTGS = "về công tác kiểm tra, giám sát và kỷ luật của Đảng"
_MEMBERS = frozenset({Area.MEMBER_VIOLATION})
_ORGANIZATIONS = frozenset({Area.ORGANIZATION_VIOLATION})
_PROCEDURE = frozenset({Area.PROCEDURE})
_PROCESS = frozenset({Area.PROCESS})
_GUIDANCE = frozenset({Area.GUIDANCE})
_CONDUCT = frozenset({Area.CONDUCT})
_STATUTE = frozenset({Area.STATUTE})
_STATE = frozenset({Area.STATE_LAW})
_Day = tuple[int, int, int]


def _source(key: str, issued: _Day, until: _Day | None, grade: Grade, areas: frozenset[Area], **more: Any) -> Source:
    """A row, in force from the day of issue unless ``since`` says otherwise; its sign is its key unless given."""
    issued_on = date(*issued)
    since = more.pop("since", issued_on)
    sign = more.pop("sign", key)
    title = more.pop("title", "")
    return Source(key, sign, title, issued_on, since, date(*until) if until else None, grade, areas, **more)


# fmt: off
SOURCES: tuple[Source, ...] = (
    _source("30-QĐ/TW", (2016, 7, 26), (2021, 7, 27), Grade.A, _PROCEDURE, issuer=_BCH,
            title="thi hành Chương VII và Chương VIII Điều lệ Đảng về công tác kiểm tra, giám sát, kỷ luật của Đảng"),
    _source("22-QĐ/TW", (2021, 7, 28), (2025, 5, 29), Grade.A, _PROCEDURE, issuer=_BCH, title=_KTGS,
            note=N_("That it applies from the day of signing is an inference.")),
    _source("262-QĐ/TW", (2025, 2, 3), (2025, 5, 29), Grade.B, _PROCEDURE, amends="22-QĐ/TW",
            note=N_("The content of the amendment was not seen.")),
    _source("296-QĐ/TW", (2025, 5, 30), (2026, 4, 10), Grade.B, _PROCEDURE, issuer=_BCH, title=_KTGS),
    _source("21-QĐ/TW", (2026, 4, 11), None, Grade.B, _PROCEDURE, issuer=_BCH, title=_KTGS,
            note=N_("That it replaces 296-QĐ/TW is the plain reading; the repeal clause was not seen.")),
    _source("181-QĐ/TW", (2013, 3, 30), (2017, 11, 14), Grade.B, _MEMBERS,
            title="về xử lý kỷ luật đảng viên vi phạm"),
    _source("102-QĐ/TW", (2017, 11, 15), (2022, 7, 5), Grade.A, _MEMBERS,
            title="về xử lý kỷ luật đảng viên vi phạm"),
    _source("07-QĐi/TW", (2018, 8, 28), (2022, 7, 5), Grade.A, _ORGANIZATIONS, issuer=_BCT,
            title="về xử lý kỷ luật tổ chức đảng vi phạm"),
    _source("69-QĐ/TW", (2022, 7, 6), (2026, 8, 16), Grade.A, _MEMBERS | _ORGANIZATIONS, issuer=_BCT,
            title="về kỷ luật tổ chức đảng, đảng viên vi phạm"),
    _source("264-QĐ/TW", (2025, 2, 14), (2026, 8, 16), Grade.B, _MEMBERS | _ORGANIZATIONS, amends="69-QĐ/TW",
            note=N_("The content of the amendment was not seen.")),
    _source("212-QĐ/TW", (2026, 8, 17), None, Grade.B, _MEMBERS | _ORGANIZATIONS, issuer=_BCT,
            title="về kỷ luật tổ chức đảng, đảng viên vi phạm",
            note=N_("The text was not seen; its transitional clause is unconfirmed.")),
    _source("37-QĐ/TW", (2021, 10, 25), (2026, 7, 25), Grade.B, _CONDUCT,
            title="về những điều đảng viên không được làm"),
    _source("207-QĐ/TW", (2026, 7, 26), None, Grade.B, _CONDUCT,
            title="về những điều đảng viên không được làm"),
    _source("29-QĐ/TW", (2016, 7, 25), (2021, 7, 29), Grade.B, _STATUTE, title="thi hành Điều lệ Đảng", issuer=_BCH),
    _source("24-QĐ/TW", (2021, 7, 30), (2025, 5, 25), Grade.B, _STATUTE, title="thi hành Điều lệ Đảng"),
    _source("294-QĐ/TW", (2025, 5, 26), (2026, 3, 31), Grade.B, _STATUTE, title="thi hành Điều lệ Đảng",
            note=N_("The first and the last day are not certain.")),
    _source("20-QĐ/TW", (2026, 4, 1), (2026, 7, 25), Grade.B, _STATUTE, title="thi hành Điều lệ Đảng",
            note=N_("Issued in April 2026; the day was not seen.")),
    _source("208-QĐ/TW", (2026, 7, 26), None, Grade.B, _STATUTE, title="thi hành Điều lệ Đảng"),
    _source("Điều lệ Đảng", (2011, 1, 19), None, Grade.A, _STATUTE, word="", title="Điều lệ Đảng Cộng sản Việt Nam",
            note=N_("Whether the 14th Congress amended it is unconfirmed.")),
    _source("01-HD/UBKTTW", (2016, 11, 21), (2021, 7, 27), Grade.A, _GUIDANCE, word="Hướng dẫn", issuer=_UBKT),
    _source("02-HD/UBKTTW", (2017, 9, 12), (2025, 5, 29), Grade.A, _GUIDANCE, word="Hướng dẫn", issuer=_UBKT),
    _source("04-HD/UBKTTW", (2018, 3, 22), (2022, 7, 5), Grade.A, _GUIDANCE, word="Hướng dẫn", issuer=_UBKT),
    _source("06-HD/UBKTTW", (2018, 12, 18), (2022, 7, 5), Grade.A, _GUIDANCE, word="Hướng dẫn", issuer=_UBKT),
    _source("07-HD/UBKTTW", (2019, 12, 12), (2021, 7, 27), Grade.A, _GUIDANCE, word="Hướng dẫn", issuer=_UBKT,
            note=N_("Congress cycle 2020–2025 only.")),
    _source("02-HD/TW", (2021, 12, 9), (2025, 5, 29), Grade.B, _GUIDANCE, word="Hướng dẫn", issuer=_BBT),
    _source("05-HD/UBKTTW", (2022, 11, 22), (2026, 8, 16), Grade.B, _GUIDANCE, word="Hướng dẫn", issuer=_UBKT),
    _source("08-HD/TW", (2025, 6, 10), (2026, 4, 10), Grade.B, _GUIDANCE, word="Hướng dẫn", issuer=_BBT,
            note=N_("Written for 296-QĐ/TW; no guidance for 21-QĐ/TW was found.")),
    _source("01-HD/TW", (2026, 5, 19), None, Grade.C, _GUIDANCE, word="Hướng dẫn"),
    _source("684-QĐ/UBKTTW", (2018, 1, 3), (2021, 12, 21), Grade.A, _PROCESS, word="Quyết định", issuer=_UBKT),
    _source("354-QĐ/UBKTTW", (2021, 12, 22), None, Grade.B, _PROCESS, word="Quyết định", issuer=_UBKT,
            note=N_("Its replacement after 296-QĐ/TW and 21-QĐ/TW is unconfirmed; its numbers were not seen.")),
    _source("89-QĐ/TW", (2022, 12, 1), None, Grade.A, _PROCESS, word="Quyết định", issuer=_BBT,
            note=N_("Its replacement after 296-QĐ/TW and 21-QĐ/TW is unconfirmed; its numbers were not seen.")),
    _source("139-QĐ/TW", (2024, 1, 4), None, Grade.A, _PROCESS, word="Quyết định", issuer=_BCT),
    _source("164-QĐ/TW", (2024, 6, 6), None, Grade.A, _PROCESS, word="Quyết định", issuer=_BCT),
    _source("165-QĐ/TW", (2024, 6, 6), None, Grade.B, _PROCESS, word="Quyết định"),
    _source("331-QĐ/TW", (2025, 6, 18), None, Grade.B, _PROCESS, word="Quyết định"),
    _source("01-QĐi/UBKTTW", (2018, 1, 1), None, Grade.C, _PROCESS, issuer=_UBKT,
            note=N_("The year is inferred; the day of issue was not seen.")),
    _source("02-QĐ/UBKTTW", (2018, 5, 11), None, Grade.B, _PROCESS, issuer=_UBKT, note=N_("The diary of a team.")),
    _source("05-NQ/TW", (2026, 4, 7), None, Grade.B, _GUIDANCE, word="Nghị quyết",
            note=N_("On renewing inspection, supervision and discipline.")),
    _source("131-QĐ/TW", (2023, 10, 27), None, Grade.B, _PROCESS,
            note=N_("Control of power in inspection work. The day of issue is unconfirmed.")),
    _source("225-QĐ/TW", (2024, 12, 30), None, Grade.A, _PROCESS, issuer=_BBT,
            note=N_("Declassification of inspection, supervision and discipline; its periods were not seen.")),
    _source("231-QĐ/TW", (2025, 1, 17), None, Grade.A, _PROCESS,
            note=N_("Protection of people who fight corruption and waste, and of their families.")),
    _source("357-QĐ/UBKTTW", (2016, 11, 4), (2022, 12, 28), Grade.A, _PROCESS, word="Quyết định", issuer=_UBKT,
            note=N_("Statistical reports.")),
    _source("885-QĐ/UBKTTW", (2022, 12, 29), None, Grade.A, _PROCESS, word="Quyết định", issuer=_UBKT,
            note=N_("Statistical reports; a later replacement is unconfirmed.")),
    _source("2051-QĐ/UBKTTW", (2025, 1, 1), None, Grade.C, _PROCESS, word="Quyết định", issuer=_UBKT,
            note=N_("Forms of papers. Of 2025; the day of issue was not seen.")),
    _source("117-QĐ/TW", (2023, 8, 18), None, Grade.A, _PROCESS,
            title="về xin lỗi và phục hồi quyền lợi của tổ chức đảng, đảng viên bị kỷ luật oan"),
    _source("299-QĐ/TU", (2025, 8, 26), None, Grade.C, _PROCESS, word="Quyết định", sign="299-QĐ/TU (Lào Cai)",
            note=N_("A local rule of one province.")),
    _source("blds-2005", (2005, 6, 14), (2016, 12, 31), Grade.C, _STATE, word="", sign="Bộ luật Dân sự 2005",
            since=date(2006, 1, 1), title="33/2005/QH11"),
    _source("blds-2015", (2015, 11, 24), None, Grade.A, _STATE, word="", sign="Bộ luật Dân sự 2015",
            since=date(2017, 1, 1), title="91/2015/QH13"),
    _source("blld-2012", (2012, 6, 18), (2020, 12, 31), Grade.B, _STATE, word="", sign="Bộ luật Lao động 2012",
            since=date(2013, 5, 1), title="10/2012/QH13"),
    _source("blld-2019", (2019, 11, 20), None, Grade.B, _STATE, word="", sign="Bộ luật Lao động 2019",
            since=date(2021, 1, 1), title="45/2019/QH14"),
)
# fmt: on

BY_KEY: dict[str, Source] = {source.key: source for source in SOURCES}


def source(key: str) -> Source:
    """The source with this key; raises ``KeyError`` for an unknown one (a mistake in our own tables)."""
    return BY_KEY[key]


def cite(key: str, article: str = "", grade: Grade | None = None) -> Citation:
    """A citation of a source of the table; the grade is the source's own unless given."""
    cited = source(key)
    return Citation(cited.sign, article, grade or cited.grade)


def edition(area: Area, on: date) -> Source:
    """The base regulation (no amendment) that governs the area on the date; raises ``NoRule``."""
    bases = (row for row in SOURCES if area in row.areas and row.amends is None)
    return row_on(bases, on, message(AREA_LABELS[area]))


def procedure_edition(on: date) -> Source:
    """Who, how long, what vote: the edition in force on the day of the **step**. Raises ``NoRule`` before 26/7/2016."""
    return edition(Area.PROCEDURE, on)


def violation_edition(on: date, subject: Subject | str) -> Source:
    """By what a violation is judged: the edition in force on the date, for this kind of subject; raises ``NoRule``.

    Which edition governs an act done before 17/8/2026 and judged after it is unconfirmed: the caller keeps the
    officer's choice and reason, and asks with the date that the choice implies.
    """
    of_organization = term(Subject, subject, "subject") is Subject.ORGANIZATION
    return edition(Area.ORGANIZATION_VIOLATION if of_organization else Area.MEMBER_VIOLATION, on)


def amendments(base: Source, on: date) -> tuple[Source, ...]:
    """The sources in force on the date that change ``base``."""
    return rows_on((row for row in SOURCES if row.amends == base.key), on)


def violation_text(on: date, subject: Subject | str) -> Source:
    """The violation edition as it read on the date: the regulation, or its latest amendment in force; ``NoRule``."""
    base = violation_edition(on, subject)
    return (base, *amendments(base, on))[-1]


def base_of(text: Source) -> Source:
    """The regulation that an amendment changes; a regulation is its own base."""
    return source(text.amends) if text.amends else text


def legal_basis(on: date, subject: Subject | str | None = None, judged_by: Collection[str] = ()) -> tuple[Source, ...]:
    """What the "Căn cứ" lines of a paper of this date name: the Statute, the procedure edition and its amendments,
    and, for a paper about violations of ``subject``, the violation edition and its amendments.

    ``judged_by`` are the keys of the editions chosen for the violations; they are named instead of that of the date.
    """
    bases = [source("Điều lệ Đảng"), procedure_edition(on)]
    if judged_by:
        chosen = sorted((source(key) for key in judged_by), key=lambda row: row.since)
        named = [row for base in bases for row in (base, *amendments(base, on))]
        return tuple(dict.fromkeys((*named, *(row for edition in chosen for row in (base_of(edition), edition)))))
    if subject is not None:
        bases.append(violation_edition(on, subject))
    return tuple(row for base in bases for row in (base, *amendments(base, on)))
