"""Votes: what share each form needs, and what a secret ballot on discipline has decided.

The votes of a form that does not reach its share are carried into the next lighter form, from the heaviest downwards,
until one reaches its own (22 Điều 15.3.1; how it is worked is our reading of the clause).
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tracker.core.errors import RuleViolation
from tracker.core.text import N_, Message, message
from tracker.regulations.measures import forms_for, rows_for
from tracker.regulations.sources import Citation, Grade, cite, row_on, rows_on
from tracker.regulations.terms import FORM_LABELS, SUBJECT_LABELS, Form, Role, Subject, label, term
from tracker.regulations.verdict import Verdict

NO_DISCIPLINE = "none"  # the box "Không kỷ luật" of the ballot paper
NO_DISCIPLINE_LABEL = N_("no discipline")
CONCLUSION = "conclusion"
_HALF, _TWO_THIRDS = Fraction(1, 2), Fraction(2, 3)


@dataclass(frozen=True)
class Threshold:
    """What share of all eligible members a form (or a conclusion) needs; ``strict``: more than it, else at least it."""

    form: str
    role: Role
    share: Fraction
    strict: bool
    since: date
    until: date | None
    citation: Citation

    def needed(self, eligible: int) -> int:
        """The smallest number of votes that reaches the share."""
        exact = self.share * eligible
        return int(exact) + 1 if self.strict else -int(-exact // 1)

    def text(self) -> Message:
        """The share in words."""
        if self.strict:
            return message("more than %(share)s of the members", share=self.share)
        return message("at least %(share)s of the members", share=self.share)


@dataclass(frozen=True)
class CountStep:
    """One row of the count: a form (or "none", no discipline), its own votes, those carried into it, what it needs."""

    form: str
    own: int
    carried: int
    total: int
    needed: int
    reached: bool
    explanation: Message
    citation: Citation


@dataclass(frozen=True)
class VoteCount:
    """What the ballot decided. ``passed``: some form, or no discipline, reached its share; ``form`` is that form,
    ``"none"`` for no discipline, None when nothing reached its share. ``steps`` run from the heaviest form downwards.
    """

    passed: bool
    form: str | None
    role: Role
    eligible: int
    cast: int
    steps: tuple[CountStep, ...]
    reason: Message
    citations: tuple[Citation, ...]
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_unconfirmed(self) -> bool:
        """Whether a rule that decided the result is general knowledge only."""
        return any(citation.grade is Grade.UNCONFIRMED for citation in self.citations)

    def verdict(self) -> Verdict:
        """The result as a verdict: allowed when something reached its share."""
        return Verdict(self.passed, self.reason, self.citations, self.facts, None if self.passed else "ballots")


@dataclass(frozen=True)
class _Edition:
    """An edition: its articles on carrying votes, on more than one half and on expulsion ("" where not seen)."""

    source: str
    carrying: str
    half: str
    expulsion: str
    grade: Grade
    since: date
    until: date | None


_EDITIONS = (
    _Edition("30-QĐ/TW", "Điều 38", "Điều 38", "Điều 38", Grade.B, date(2016, 7, 26), date(2021, 7, 27)),
    _Edition("22-QĐ/TW", "Điều 15.3.1", "Điều 15.3.2", "Điều 15.3.3", Grade.A, date(2021, 7, 28), date(2025, 5, 29)),
    # Its numbers are those of 22, one article earlier.
    _Edition("296-QĐ/TW", "Điều 14.3.1", "Điều 14.3.2", "Điều 14.3.3", Grade.C, date(2025, 5, 30), date(2026, 4, 10)),
    _Edition("21-QĐ/TW", "", "", "", Grade.B, date(2026, 4, 11), None),
)
_LIGHTER = (NO_DISCIPLINE, Form.REPRIMAND, Form.WARNING, Form.REMOVAL)


def _thresholds() -> Iterator[Threshold]:
    for edition in _EDITIONS:
        source, since, until = edition.source, edition.since, edition.until
        law = cite(source, edition.half, edition.grade)
        heaviest = cite(source, edition.expulsion, edition.grade)
        # The share for dissolution was not seen: the rule for expulsion is the probable one.
        unsure = cite(source, edition.expulsion, Grade.UNCONFIRMED)
        for role in Role:
            for form in _LIGHTER:
                yield Threshold(form, role, _HALF, True, since, until, law)
            for form, basis in ((Form.EXPULSION, heaviest), (Form.DISSOLUTION, unsure)):
                share = _TWO_THIRDS if role is Role.PROPOSING else _HALF
                yield Threshold(form, role, share, role is Role.DECIDING, since, until, basis)
    statute = cite("Điều lệ Đảng", "Điều 9", Grade.UNCONFIRMED)
    yield Threshold(CONCLUSION, Role.DECIDING, _HALF, True, date(2016, 7, 26), None, statute)


THRESHOLDS: tuple[Threshold, ...] = tuple(_thresholds())


def threshold(form: str, role: Role | str, on: date) -> Threshold:
    """The share the form needs on the date; raises ``NoRule``."""
    role = term(Role, role, "role")
    rows = (row for row in THRESHOLDS if row.form == form and row.role is role)
    return row_on(rows, on, message("share of votes"), "on")


def carrying_rule(role: Role, on: date) -> Citation:
    """The clause on carrying votes. It speaks of deciding votes; whether proposals are carried too is unconfirmed."""
    edition = row_on(_EDITIONS, on, message("share of votes"), "on")
    return cite(edition.source, edition.carrying, Grade.UNCONFIRMED if role is Role.PROPOSING else Grade.C)


def count_discipline_vote(
    subject: Subject | str,
    holds_post: bool,
    role: Role | str | Mapping[Form, Role],
    eligible: int,
    ballots: Mapping[str, int],
    on: date,
) -> VoteCount:
    """Count a secret ballot on discipline.

    ``role`` is that of the body for all forms, or for each form: a body may decide on the lighter forms and only
    propose the heavier ones on the same ballot paper. ``eligible`` is all official members of the body (those left out
    by rule already taken off), not those present. ``ballots`` maps ``"none"`` and forms to valid votes. Votes for
    removal from office of a member without a post are carried into the next lighter form. Raises ``RuleViolation``
    that names the field, ``NoRule`` before 26/7/2016.
    """
    subject = term(Subject, subject, "subject")
    roles = _roles(subject, role, on)
    votes = _checked_ballots(subject, eligible, ballots, on)
    steps = _count(forms_for(subject, holds_post, on), roles, eligible, votes, on)
    winner = next((step for step in steps if step.reached), None)
    form = winner.form if winner else None
    role = _role_of_result(roles, form)
    carried = bool(winner and winner.carried)
    used = winner.citation if winner else threshold(Form.WARNING, role, on).citation
    citations = (used, carrying_rule(role, on)) if carried or winner is None else (used,)
    return VoteCount(
        passed=winner is not None,
        form=form,
        role=role,
        eligible=eligible,
        cast=sum(votes.values()),
        steps=tuple(steps),
        reason=_reason(winner, role),
        citations=citations,
        facts={"subject": subject, "holds_post": holds_post, "role": role, "eligible": eligible, "ballots": votes},
    )


def majority(eligible: int, votes_for: int, on: date) -> Verdict:
    """Whether a conclusion is adopted: more than one half of all members of the body."""
    _check_number(eligible, "eligible")
    _check_number(votes_for, "votes_for")
    row = threshold(CONCLUSION, Role.DECIDING, on)
    _check_eligible(eligible, votes_for, "votes_for", row.citation)
    needed = row.needed(eligible)
    facts = {"eligible": eligible, "votes_for": votes_for, "needed": needed, "on": on}
    words = {"votes": votes_for, "needed": needed, "eligible": eligible}
    if votes_for >= needed:
        reason = message("Adopted: %(votes)s of %(eligible)s members voted for it; %(needed)s are needed.", **words)
        return Verdict(True, reason, (row.citation,), facts)
    reason = message("Not adopted: %(votes)s of %(eligible)s members voted for it; %(needed)s are needed.", **words)
    return Verdict(False, reason, (row.citation,), facts, "votes_for")


@dataclass(frozen=True)
class LeftOutRow:
    """A rule by which some official members are left out of the total."""

    since: date
    until: date | None
    citation: Citation
    note: str = ""


LEFT_OUT = N_("Left out of the total: members exempt from activity and absent, or temporarily transferred.")
_OTHER_VOTES = N_("Said of other votes; that it holds for discipline is an inference.")
_NOT_SEEN = N_("The rule of 294-QĐ/TW, not seen in this edition.")
LEFT_OUT_ROWS = (
    LeftOutRow(date(2025, 5, 26), date(2026, 3, 31), cite("294-QĐ/TW", "Điều 9.3.2", Grade.C), _OTHER_VOTES),
    LeftOutRow(date(2026, 4, 1), date(2026, 7, 25), cite("20-QĐ/TW", "", Grade.UNCONFIRMED), _NOT_SEEN),
    LeftOutRow(date(2026, 7, 26), None, cite("208-QĐ/TW", "", Grade.UNCONFIRMED), _NOT_SEEN),
)


def eligible_members(official: int, left_out: int, on: date) -> tuple[int, Citation]:
    """All official members less those exempt from activity and absent, or temporarily transferred, with the rule.

    294-QĐ/TW Điều 9.3.2 says so of other votes: that it holds for discipline is an inference, and that later editions
    kept it is unconfirmed. Before 26/5/2025 no rule leaves anybody out. Raises ``RuleViolation`` that names the field.
    """
    _check_number(official, "official")
    _check_number(left_out, "left_out")
    if left_out == 0:
        return official, threshold(Form.WARNING, Role.DECIDING, on).citation
    rows = rows_on(LEFT_OUT_ROWS, on)
    if not rows:
        refusal = message(
            "No rule of this date leaves members out of the total; one has done so since %(since)s.",
            since=LEFT_OUT_ROWS[0].since,
        )
        known = tuple(row.citation for row in LEFT_OUT_ROWS)
        raise RuleViolation(refusal, (threshold(Form.WARNING, Role.DECIDING, on).citation, *known), "left_out")
    if left_out > official:
        refusal = message(
            "%(votes)s is more than the %(eligible)s members. Each member counts once; correct the number.",
            votes=left_out,
            eligible=official,
        )
        raise RuleViolation(refusal, (rows[0].citation,), field="left_out")
    return official - left_out, rows[0].citation


def _checked_ballots(subject: Subject, eligible: int, ballots: Mapping[str, int], on: date) -> dict[str, int]:
    """The ballots by known codes; refuses a foreign form, a negative number, and more ballots than members."""
    _check_number(eligible, "eligible")
    open_forms = {row.form: row.citation for row in rows_for(subject, on)}
    votes: dict[str, int] = {}
    for code, number in ballots.items():
        form = code if code == NO_DISCIPLINE else term(Form, code, "ballots")
        if isinstance(form, Form) and form not in open_forms:
            refusal = message(
                "This form (%(form)s) does not exist for this subject (%(subject)s). Members and"
                " organizations have forms of their own; choose one of those.",
                form=label(FORM_LABELS, form),
                subject=label(SUBJECT_LABELS, subject),
            )
            raise RuleViolation(refusal, tuple(open_forms.values())[:1], "ballots")
        _check_number(number, "ballots")
        votes[str(form)] = number
    _check_eligible(eligible, sum(votes.values()), "ballots", threshold(Form.WARNING, Role.DECIDING, on).citation)
    return votes


def _check_number(number: int, field: str) -> None:
    if isinstance(number, bool) or not isinstance(number, int) or number < 0:
        text = message("“%(value)s” is not a number of votes or members; type 0 or more.", value=str(number))
        raise RuleViolation(text, field=field)


def _check_eligible(eligible: int, cast: int, field: str, law: Citation) -> None:
    if eligible == 0:
        raise RuleViolation(
            message("A vote needs at least one member who may vote. Without one nothing is decided."),
            (law,),
            "eligible",
        )
    if cast > eligible:
        text = message(
            "%(votes)s is more than the %(eligible)s members. Each member counts once; correct the number.",
            votes=cast,
            eligible=eligible,
        )
        raise RuleViolation(text, (law,), field)


def _roles(subject: Subject, role: Role | str | Mapping[Form, Role], on: date) -> dict[Form, Role]:
    """The role of the body for every form that exists for the subject, lightest form first."""
    forms = [row.form for row in rows_for(subject, on)]
    if isinstance(role, str):
        return dict.fromkeys(forms, term(Role, role, "role"))
    if missing := [form for form in forms if form not in role]:
        raise RuleViolation(
            message(
                "It is not said in what role the body votes on %(form)s. The share of votes needed"
                " follows from it; say whether it decides or proposes.",
                form=label(FORM_LABELS, missing[0]),
            ),
            (carrying_rule(Role.DECIDING, on),),
            field="role",
        )
    return {form: term(Role, role[form], "role") for form in forms}


def _role_of_result(roles: Mapping[Form, Role], form: str | None) -> Role:
    """In what role the body gave the result; with no form, that for the lightest form."""
    known = Form(form) if form in set(Form) else None
    return roles[known] if known else next(iter(roles.values()))


def _count(
    open_forms: Collection[Form], roles: Mapping[Form, Role], eligible: int, votes: dict[str, int], on: date
) -> list[CountStep]:
    """The rows of the table, heaviest form first, "no discipline" last; nothing is carried into that one."""
    steps, carried, done = [], 0, False
    for form in reversed(list(roles)):
        own = votes.get(form, 0)
        if form not in open_forms:
            carried += own  # removal from office of a member without one
            continue
        step = _step(threshold(form, roles[form], on), own, carried, eligible, done)
        steps.append(step)
        done = done or step.reached
        carried = 0 if done else step.total
    none = threshold(NO_DISCIPLINE, Role.DECIDING, on)
    return [*steps, _step(none, votes.get(NO_DISCIPLINE, 0), 0, eligible, done)]


def _step(row: Threshold, own: int, carried: int, eligible: int, done: bool) -> CountStep:
    """One row; once a heavier form has reached its share (``done``) the lighter ones are only listed."""
    total, needed = own + carried, row.needed(eligible)
    reached = total >= needed and not done
    words = {"total": total, "needed": needed, "share": row.text(), "own": own, "carried": carried}
    if done:
        text = message("%(own)s votes; the result is already reached.", **words)
    elif reached and carried:
        text = message("%(own)s own + %(carried)s carried = %(total)s: reaches %(needed)s (%(share)s).", **words)
    elif reached:
        text = message("%(total)s votes: reaches %(needed)s (%(share)s).", **words)
    elif carried:
        text = message("%(own)s own + %(carried)s carried = %(total)s: below %(needed)s (%(share)s).", **words)
    else:
        text = message("%(total)s votes: below %(needed)s (%(share)s).", **words)
    return CountStep(str(row.form), own, carried, total, needed, reached, text, row.citation)


def _reason(winner: CountStep | None, role: Role) -> Message:
    if winner is None:
        return message("No form reached its share, even with the votes carried downwards.")
    words = {"form": form_label(winner.form), "total": winner.total, "needed": winner.needed}
    if winner.form == NO_DISCIPLINE:
        return message("No discipline: %(total)s votes, %(needed)s are needed.", **words)
    if role is Role.PROPOSING:
        return message(
            "Proposal to the competent body: %(form)s, with %(total)s votes; %(needed)s are needed to propose.", **words
        )
    return message("Result: %(form)s, with %(total)s votes; %(needed)s are needed.", **words)


def form_label(form: str) -> Message:
    """The label of a form or of "no discipline"."""
    return message(NO_DISCIPLINE_LABEL) if form == NO_DISCIPLINE else label(FORM_LABELS, Form(form))
