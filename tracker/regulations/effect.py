"""From when a discipline has effect, when it ends by itself, and what it bars meanwhile."""

from dataclasses import dataclass
from datetime import date

from tracker.core.errors import RuleViolation
from tracker.core.text import N_, Message, message
from tracker.regulations.deadlines import add_months, add_years
from tracker.regulations.sources import Citation, Grade, cite, row_on, written
from tracker.regulations.terms import Form, term
from tracker.regulations.verdict import Verdict


@dataclass(frozen=True)
class EffectRow:
    """A rule on effect; ``text`` is an English label.

    ``event`` is what it runs from: vote, announcement, signing, decision, consideration or annulment.
    """

    key: str
    event: str
    text: str
    since: date
    until: date | None
    citation: Citation
    note: str = ""


@dataclass(frozen=True)
class Effect:
    """A date given by a rule on effect (None: it does not end by itself), with the rule and the reason."""

    on: date | None
    row: EffectRow
    reason: Message

    @property
    def is_unconfirmed(self) -> bool:
        """Whether the rule is general knowledge only."""
        return self.row.citation.grade is Grade.UNCONFIRMED


_30, _END_30 = date(2016, 7, 26), date(2021, 7, 27)
_22, _END_22 = date(2021, 7, 28), date(2025, 5, 29)
_296, _END_296 = date(2025, 5, 30), date(2026, 4, 10)
_21, _69, _END_69, _212 = date(2026, 4, 11), date(2022, 7, 6), date(2026, 8, 16), date(2026, 8, 17)
_BEFORE_69 = date(2022, 7, 5)
_BY_VOTE = N_("A cell's decision has effect as soon as the result of the vote is announced; nobody above approves it.")
_BY_NOTICE = N_("A decision has effect right after it is announced.")
_BY_SIGNING = N_("A decision has effect from the day of signing, except a cell's decision.")
_ENDS = N_(
    "Ends by itself after 12 months if there is no complaint, no repetition and no new violation to be disciplined;"
    " not for expulsion and dissolution."
)
_POSTS = N_("For one year from removal from office: no election to a committee, no equal or higher post.")
_HELD = N_("While under consideration or discipline: no transfer, rotation, appointment, promotion or award.")
_CONFLICT = N_("Conflicts with the wording of the Statute (Điều 39.6): to be checked.")
_START_DAY = N_("Whether the months run from signing or from the announcement is unconfirmed.")
_KEPT = N_("The rule of 30-QĐ/TW, not seen in this edition.")
_CARRIED = N_("212-QĐ/TW was not read: the rule of 69-QĐ/TW is kept until it is confirmed.")
_REFUSED = N_(
    "A refusal to hear or to receive the decision is minuted; the decision is announced and valid all the same."
)
_RESTORED = N_("Wrongly disciplined: apology, and restoration of rights, post and membership.")

EFFECT_ROWS: tuple[EffectRow, ...] = (
    EffectRow("effect-cell", "vote", _BY_VOTE, _30, _END_30, cite("30-QĐ/TW")),
    EffectRow("effect-cell", "vote", _BY_VOTE, _22, _END_22, cite("22-QĐ/TW", "Điều 16", Grade.C)),
    EffectRow("effect-cell", "vote", _BY_VOTE, _296, _END_296, cite("296-QĐ/TW", "Điều 15.2")),
    EffectRow("effect-cell", "vote", _BY_VOTE, _21, None, cite("21-QĐ/TW", "", Grade.C)),
    EffectRow("effect", "announcement", _BY_NOTICE, _30, _END_296, cite("Điều lệ Đảng", "Điều 39.6")),
    EffectRow("effect", "signing", _BY_SIGNING, _21, None, cite("21-QĐ/TW"), _CONFLICT),
    EffectRow("refusal", "announcement", _REFUSED, _30, _END_30, cite("30-QĐ/TW")),
    EffectRow("end", "announcement", _ENDS, _30, _END_30, cite("30-QĐ/TW", "Điều 40.3.2")),
    EffectRow("end", "announcement", _ENDS, _22, _BEFORE_69, cite("22-QĐ/TW", "", Grade.UNCONFIRMED), _KEPT),
    EffectRow("end", "announcement", _ENDS, _69, _END_296, cite("69-QĐ/TW", "Điều 2.5")),
    EffectRow("end", "announcement", _ENDS, _21, _END_69, cite("69-QĐ/TW", "Điều 2.5", Grade.UNCONFIRMED), _START_DAY),
    EffectRow("end", "announcement", _ENDS, _212, None, cite("212-QĐ/TW", "", Grade.UNCONFIRMED), _START_DAY),
    EffectRow("post-bar", "decision", _POSTS, _30, None, cite("Điều lệ Đảng", "Điều 40.3")),
    EffectRow("held", "consideration", _HELD, _69, _END_69, cite("69-QĐ/TW", "Điều 2.13")),
    EffectRow("held", "consideration", _HELD, _212, None, cite("212-QĐ/TW", "", Grade.UNCONFIRMED), _CARRIED),
    EffectRow("restoration", "annulment", _RESTORED, date(2023, 8, 18), None, cite("117-QĐ/TW")),
)


def effect_row(key: str, on: date) -> EffectRow:
    """The rule with this key in force on the date; raises ``NoRule``."""
    return row_on((row for row in EFFECT_ROWS if row.key == key), on, message("effect of discipline"))


@dataclass(frozen=True)
class Dates:
    """The days of a decision as far as they are known: result of the vote announced, signed, announced."""

    voted_on: date | None = None
    signed_on: date | None = None
    announced_on: date | None = None


def takes_effect(by_cell: bool, dates: Dates, on: date) -> Effect:
    """From which day the decision has effect under the rule of the day ``on`` it was taken.

    ``on`` of the result is None while the event has not happened. Raises ``NoRule`` before 26/7/2016.
    """
    row = effect_row("effect-cell" if by_cell else "effect", on)
    known = {"vote": dates.voted_on, "announcement": dates.announced_on, "signing": dates.signed_on}
    return Effect(known[row.event], row, message(row.text))


def ends_on(form: Form | str, announced_on: date) -> Effect:
    """When the discipline ends by itself if nothing happens meanwhile; counted from the announcement of the decision,
    or of the decision on the complaint. ``on`` is None for expulsion and dissolution. Raises ``NoRule``.
    """
    row = effect_row("end", announced_on)
    if term(Form, form, "form") in (Form.EXPULSION, Form.DISSOLUTION):
        return Effect(
            None,
            row,
            message("Expulsion and dissolution do not end by themselves: only a decision on a complaint changes them."),
        )
    last = add_months(announced_on, 12)
    words = {"announced": written(announced_on), "last": written(last)}
    return Effect(last, row, message("12 months from the announcement on %(announced)s: until %(last)s.", **words))


def has_ended(form: Form | str, announced_on: date, on: date, open_complaint: bool, new_violation: bool) -> Verdict:
    """Whether the discipline is over on the date ``on``: the 12 months passed and nothing stands against it."""
    if on < announced_on:
        raise RuleViolation(
            message(
                "The day asked about lies before the announcement. Effect begins with the announcement;"
                " give a later day."
            ),
            field="on",
        )
    end = ends_on(form, announced_on)
    law, facts = (end.row.citation,), {"announced_on": announced_on, "on": on, "form": form}
    if end.on is None:
        return Verdict(False, end.reason, law, facts)
    if open_complaint:
        return Verdict(
            False,
            message(
                "A complaint is still open. Discipline does not end by itself while a complaint against it is handled."
            ),
            law,
            facts,
        )
    if new_violation:
        return Verdict(
            False,
            message("There is a new violation within the 12 months. Discipline ends by itself only without one."),
            law,
            facts,
        )
    return Verdict(on > end.on, end.reason, law, facts)


def barred_from_posts_until(decided_on: date) -> Effect:
    """Last day of the bar on posts after removal from office: one year from the decision (Điều lệ Điều 40.3)."""
    row = effect_row("post-bar", decided_on)
    return Effect(add_years(decided_on, 1), row, message(row.text))
