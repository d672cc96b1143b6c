"""Decisions about members: dates in order, age at admission, how a person's posts are described."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol, TypeVar

from tracker.core.errors import RuleViolation
from tracker.core.text import message
from tracker.regulations.sources import Citation, Grade

ADMISSION_AGE = 18
AGE_BASIS = (Citation("Điều lệ Đảng", "Điều 1", Grade.UNCONFIRMED),)
FORMER = "nguyên"


class HeldPost(Protocol):
    """A title held from ``since`` to ``until``, both inclusive; None = still."""

    @property
    def title(self) -> str: ...

    @property
    def since(self) -> date: ...

    @property
    def until(self) -> date | None: ...


Held = TypeVar("Held", bound=HeldPost)


def check_dates(born_on: date, admitted_on: date, official_on: date | None, today: date) -> None:
    """Refuse dates of a member's record that cannot all be true; the admission asks for eighteen full years of age."""
    for on, field in ((born_on, "born_on"), (admitted_on, "admitted_on"), (official_on, "official_on")):
        if on is not None and on > today:
            raise RuleViolation(
                message("This day is still to come. Only what has happened is recorded; give that day."), field=field
            )
    if admitted_on < birthday(born_on, ADMISSION_AGE):
        raise RuleViolation(
            message(
                "Only a person of %(age)s full years can be admitted. Compare the day of birth with the"
                " day of admission.",
                age=ADMISSION_AGE,
            ),
            AGE_BASIS,
            field="admitted_on",
        )
    if official_on is not None and official_on < admitted_on:
        raise RuleViolation(
            message("A member becomes official only after the admission. Correct one of the two days."),
            field="official_on",
        )


def birthday(born_on: date, years: int) -> date:
    """The day somebody turns ``years``; for the 29th of February, in a common year, the 1st of March."""
    try:
        return born_on.replace(year=born_on.year + years)
    except ValueError:
        return date(born_on.year + years, 3, 1)


def check_post(since: date, until: date | None, admitted_on: date, left_on: date | None) -> None:
    """Refuse a post held before the admission or after leaving, or one that ends before it starts."""
    if since < admitted_on:
        raise RuleViolation(
            message(
                "The member was admitted only on %(day)s. A post begins with the membership or later; correct the day.",
                day=admitted_on,
            ),
            field="since",
        )
    if until is not None and until < since:
        raise RuleViolation(message("The last day lies before the first. Correct one of the two days."), field="until")
    if left_on is not None and (until is None or until > left_on):
        raise RuleViolation(
            message("The member left on %(day)s. A post ends then or earlier; correct the day.", day=left_on),
            field="until",
        )


def held_on(posts: Iterable[Held], on: date) -> list[Held]:
    """The posts held on a day, the longest held first."""
    held = [post for post in posts if post.since <= on and (post.until is None or post.until >= on)]
    return sorted(held, key=lambda post: post.since)


def describe(posts: Sequence[HeldPost], on: date) -> str:
    """A person's posts on a day as papers write them: ``Bí thư Chi bộ 3, Phó Chủ tịch UBND phường``.

    Where none was held, those given up last, with ``nguyên`` before each; empty for somebody who never held one.
    """
    held = held_on(posts, on)
    if held:
        return ", ".join(post.title for post in held)
    past = [post for post in posts if post.until is not None and post.until < on]
    last = max((post.until for post in past if post.until is not None), default=None)
    return ", ".join(f"{FORMER} {post.title}" for post in sorted(past, key=lambda p: p.since) if post.until == last)
