"""The violation catalogue: articles of the violation editions by subject, with how surely number and title are known.

Titles are Vietnamese, as in the regulation. Articles that were not read carry a range or no number; 212-QĐ/TW was not
read at all, so it has no rows and a violation under it is described in free text.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.core.text import N_
from tracker.regulations.sources import Citation, Grade, Source, base_of, cite, rows_on
from tracker.regulations.terms import MEMBERS, Subject, term


class Known(StrEnum):
    """How surely the article's number and title are known."""

    SEEN = "seen"
    INFERRED = "inferred"  # number from the published order, anchored on seen ones
    UNCONFIRMED = "unconfirmed"


KNOWN_LABELS = {
    Known.SEEN: N_("article number seen"),
    Known.INFERRED: N_("article number inferred from the order"),
    Known.UNCONFIRMED: N_("number and title unconfirmed"),
}


@dataclass(frozen=True)
class CatalogueRow:
    """An article under which a violation is classified; ``article`` is "" where no number is known."""

    key: str
    article: str
    title: str
    subjects: frozenset[Subject]
    known: Known
    since: date
    until: date | None
    citation: Citation


_SINCE, _UNTIL = date(2022, 7, 6), date(2026, 8, 16)
_GRADES = {Known.SEEN: Grade.B, Known.INFERRED: Grade.C, Known.UNCONFIRMED: Grade.UNCONFIRMED}
_SEEN, _INFERRED, _UNSURE = Known.SEEN, Known.INFERRED, Known.UNCONFIRMED

_MEMBER_ARTICLES = (
    ("Điều 25", "quan điểm chính trị và chính trị nội bộ", _INFERRED),
    ("Điều 26", "nguyên tắc tổ chức và hoạt động của Đảng", _INFERRED),
    ("Điều 27", "bầu cử", _INFERRED),
    ("Điều 28", "tuyên truyền, phát ngôn", _INFERRED),
    ("Điều 29", "công tác tổ chức, cán bộ", _INFERRED),
    ("Điều 30", "chống chạy chức, chạy quyền", _SEEN),
    ("Điều 31", "chức trách, nhiệm vụ, công vụ", _INFERRED),
    ("Điều 32", "lãnh đạo, quản lý, điều hành", _INFERRED),
    ("Điều 33", "bảo vệ bí mật của Đảng, Nhà nước", _INFERRED),
    ("Điều 34", "quan hệ với tổ chức, cá nhân người nước ngoài", _INFERRED),
    ("Điều 35", "quản lý, cấp phát, sử dụng văn bằng, chứng chỉ", _INFERRED),
    ("Điều 36", "phòng, chống tội phạm", _INFERRED),
    ("Điều 37", "kiểm tra, giám sát, thanh tra, kiểm toán", _INFERRED),
    ("Điều 38", "khiếu nại, tố cáo", _INFERRED),
    ("Điều 39", "phòng, chống tham nhũng", _INFERRED),
    ("Điều 40", "đầu tư, xây dựng", _SEEN),
    ("Điều 41", "tài chính, ngân hàng", _UNSURE),
    ("Điều 42–50", "tài sản công, quỹ, an sinh xã hội, đất đai, nhà ở, môi trường, y tế, giáo dục, lao động", _UNSURE),
    ("Điều 51", "hôn nhân và gia đình", _SEEN),
    ("Điều 52", "chính sách dân số", _SEEN),
    ("Điều 53–56", "kết hôn với người nước ngoài, tệ nạn xã hội, tín ngưỡng, tôn giáo, đạo đức, nếp sống văn minh",
     _UNSURE),
)  # fmt: skip
_ORGANIZATION_TITLES = (
    "quan điểm chính trị và chính trị nội bộ",
    "nguyên tắc tổ chức và hoạt động của Đảng",
    "bầu cử",
    "tuyên truyền",
    "công tác cán bộ",
    "phòng, chống tội phạm",
    "phòng, chống tham nhũng, lãng phí",
    "đầu tư",
    "tài chính",
    "đất đai",
    "bảo vệ bí mật",
    "quan hệ đối ngoại",
    "kiểm tra, giám sát, giải quyết khiếu nại, tố cáo",
)


def _row(number: int, subjects: frozenset[Subject], article: str, title: str, known: Known) -> CatalogueRow:
    law = cite("69-QĐ/TW", article, _GRADES[known])
    kind = "member" if subjects is MEMBERS else "organization"
    return CatalogueRow(f"69-{kind}-{number}", article, title, subjects, known, _SINCE, _UNTIL, law)


CATALOGUE: tuple[CatalogueRow, ...] = (
    *(_row(number, MEMBERS, *values) for number, values in enumerate(_MEMBER_ARTICLES, 25)),
    *(
        _row(number, frozenset({Subject.ORGANIZATION}), "", title, _UNSURE)
        for number, title in enumerate(_ORGANIZATION_TITLES, 1)
    ),
)


def violations_for(subject: Subject | str, on: date) -> tuple[CatalogueRow, ...]:
    """The articles for this kind of subject in force on the date; empty where the edition was not read."""
    subject = term(Subject, subject, "subject")
    return tuple(row for row in rows_on(CATALOGUE, on) if subject in row.subjects)


BY_KEY: dict[str, CatalogueRow] = {row.key: row for row in CATALOGUE}


def articles_of(edition: Source, subject: Subject | str) -> tuple[CatalogueRow, ...]:
    """The articles of a violation edition, amended or not, for this kind of subject; empty where it was not read."""
    subject, sign = term(Subject, subject, "subject"), base_of(edition).sign
    return tuple(row for row in CATALOGUE if row.citation.source == sign and subject in row.subjects)
