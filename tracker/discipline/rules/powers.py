"""What a body may do with a form: the answer of the table on authority, and where a recorded reason is needed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.cases.rules import OK, refuse
from tracker.core.text import message
from tracker.discipline.rules.proceeding import VOTE_LAW, Voted
from tracker.regulations.authority import Answer, Power, Standing, authority, body_of
from tracker.regulations.measures import weight
from tracker.regulations.procedure import PROCEDURE
from tracker.regulations.sources import Citation, Grade
from tracker.regulations.terms import FORM_LABELS, LEVEL_LABELS, Form, Level, Role, label
from tracker.regulations.verdict import Verdict

_GOES_UP = Citation("22-QĐ/TW", "Điều 15.3.3", Grade.A)
_CELL_VOTES = Citation("22-QĐ/TW", "Điều 15.3", Grade.A)
_ROLES = {Answer.DECIDES: Role.DECIDING, Answer.PROPOSES: Role.PROPOSING, Answer.NO: Role.PROPOSING}


@dataclass(frozen=True)
class Competence:
    """A body: its kind (``organizations.states.BodyKind``) and level."""

    kind: str
    level: str


def power_of(body: Competence, form: Form, standing: Standing, on: date) -> Power:
    """What the body may do with this form against this subject."""
    return authority(body_of(body.kind, body.level), form, standing, on, Level(body.level))


def powers_of(body: Competence, forms: Collection[Form], standing: Standing, on: date) -> dict[Form, Power]:
    """What the body may do with each of the forms."""
    return {form: power_of(body, form, standing, on) for form in forms}


def needs_override(powers: Collection[Power]) -> bool:
    """Whether the table leaves one of them unconfirmed."""
    return any(power.needs_override for power in powers)


def check_known_level(typed: Level | None, known: Level | None, field: str) -> Verdict:
    """What the member's posts and record say about levels is not typed away."""
    if known is None or (typed is not None and typed.rank >= known.rank):
        return OK
    reason = message("The record of the member says: %(level)s.", level=label(LEVEL_LABELS, known))
    return refuse(reason, PROCEDURE, field=field)


def check_power(power: Power, override_reason: str) -> Verdict:
    """The body may act on the form, deciding or proposing; an unconfirmed rule is relied on only with a reason."""
    verdict = power.verdict
    if power.answer is Answer.UNCONFIRMED:
        known = bool(override_reason.strip())
        field = None if known else "override_reason"
        return Verdict(known, verdict.reason, verdict.citations, verdict.facts, field)
    if power.answer is Answer.NO:
        return Verdict(False, verdict.reason, verdict.citations, verdict.facts, "body")
    return verdict


def role_of(power: Power, chosen: Role | None) -> Role | None:
    """In what role the body acts: as the table says; where it is unconfirmed, as chosen, else as is probable.

    None where neither is known.
    """
    if power.answer is not Answer.UNCONFIRMED:
        return _ROLES[power.answer]
    return chosen or (_ROLES[power.probable] if power.probable else None)


def roles_of(powers: Mapping[Form, Power], chosen: Role | None, override_reason: str) -> dict[Form, Role]:
    """In what role the body votes on each form of the ballot paper. Raises ``RuleViolation`` that names the field."""
    unsure = [power for power in powers.values() if power.needs_override]
    if unsure:
        check_power(unsure[0], override_reason).enforce()
    elif chosen is not None and powers:
        citations = [cited for power in powers.values() for cited in power.verdict.citations]
        reason = message("The table says in what role the body votes; it is not chosen by hand.")
        refuse(reason, *dict.fromkeys(citations), field="role").enforce()
    roles = {}
    for form, power in powers.items():
        role = role_of(power, chosen)
        if role is None:
            reason = message(
                "The table says nothing on this form (%(form)s): say whether the body decides or proposes.",
                form=label(FORM_LABELS, form),
            )
            refuse(reason, *power.verdict.citations, field="role").enforce()
        else:
            roles[form] = role
    return roles


def powers_asked(powers: Mapping[Form, Power], votes: Mapping[str, int]) -> dict[Form, Power]:
    """The powers that a ballot calls on: those over the heaviest form with votes and every lighter one, into which its
    votes may be carried. What the table says of a form that nobody asked for decides nothing."""
    heaviest = max((weight(form) for form in Form if votes.get(form, 0)), default=0)
    return {form: power for form, power in powers.items() if weight(form) <= heaviest}


@dataclass(frozen=True)
class Preset:
    """The body that a proposal begins with, by its id: the forms on which it decides, which other body here decides on
    which of the rest, the forms on which none does, and the articles. ``is_sure``: none of this is unconfirmed."""

    body_id: int
    decides: tuple[Form, ...]
    others: Mapping[int, tuple[Form, ...]]
    nobody: tuple[Form, ...]
    citations: tuple[Citation, ...]
    is_sure: bool


def preset_body(powers: Mapping[int, Mapping[Form, Power]], own: int) -> Preset:
    """The body of the case where it decides on any form, surely or probably, else the one that decides on most of
    them; where nobody here decides, the body of the case, which proposes to the competent body."""
    decided = {key: tuple(form for form, power in of.items() if _decides(power)) for key, of in powers.items()}
    most = max(decided, key=lambda key: (len(decided[key]), key == own), default=own)
    chosen = own if decided.get(own) or not decided.get(most) else most
    rest = [form for form in next(iter(powers.values()), {}) if form not in decided.get(chosen, ())]
    others: dict[int, tuple[Form, ...]] = {}
    for form in rest:
        other = next((key for key, forms in decided.items() if form in forms), None)
        if other is not None:
            others[other] = (*others.get(other, ()), form)
    nobody = tuple(form for form in rest if not any(form in forms for forms in decided.values()))
    told = [power for of in powers.values() for power in of.values() if _decides(power)]
    told = told or list(powers.get(chosen, {}).values())
    cited = tuple(dict.fromkeys(one for power in told for one in power.verdict.citations))
    return Preset(chosen, decided.get(chosen, ()), others, nobody, cited, not needs_override(told))


def _decides(power: Power) -> bool:
    return (power.probable if power.needs_override else power.answer) is Answer.DECIDES


def check_decision(voted: Voted) -> Verdict:
    """A decision says what the vote of a closed session said, within the power of the body.

    Where the rule on that power is unconfirmed, the decision is issued with a reason: see ``check_power``.
    """
    if voted.held_on is None:
        return refuse(
            message(
                "The minutes of the session that voted are not closed yet. The result of a vote stands"
                " with the minutes; close them first."
            ),
            VOTE_LAW,
        )
    if voted.form is None or voted.power is None:
        return refuse(
            message(
                "No form of discipline reached its majority. A decision needs the share of votes that the"
                " rule asks for; the record ends without discipline."
            ),
            VOTE_LAW,
        )
    cited = voted.power.verdict.citations
    if voted.role is Role.PROPOSING or voted.power.answer in (Answer.PROPOSES, Answer.NO):
        reason = message(
            "This form is above the power of this body: the result is a proposal to the competent body, not a decision."
        )
        return refuse(reason, *cited)
    return Verdict(True, voted.power.verdict.reason, cited)


def check_unvoted_referral(body: Competence, powers: Mapping[Form, Power], proposed: Form) -> Verdict:
    """A record goes to the competent body without a vote when the body may not decide on the form proposed, or on any.

    An unconfirmed row counts as what it probably says: the referral has a recorded reason in any case. A cell that may
    propose the form does it by ballot (22 Điều 15.3): that ballot is part of what the competent body decides on.
    """
    own = powers.get(proposed)
    cited = tuple(dict.fromkeys(one for power in powers.values() for one in power.verdict.citations))
    answers = {form: power.probable if power.needs_override else power.answer for form, power in powers.items()}
    if own is None or answers[proposed] is None:
        return refuse(message("The table says nothing on this form: the body votes, and says in what role."), *cited)
    if answers[proposed] is Answer.DECIDES:
        reason = message("This body decides on the form itself; there is nothing to refer.")
        return refuse(reason, *own.verdict.citations)
    if body.kind == "cell_meeting" and answers[proposed] is Answer.PROPOSES:
        return refuse(message("A cell proposes this form by secret ballot; then the record is referred."), _CELL_VOTES)
    if Answer.DECIDES not in answers.values():
        return Verdict(True, message("This body may decide on no form for this subject."), cited)
    return Verdict(True, message("The form proposed is above the power of this body."), own.verdict.citations)


def check_referral(voted: Voted) -> Verdict:
    """A record goes to the competent body when the body only proposed the form, or when a form that it may only
    propose was asked for and did not reach its share (22 Điều 15.3.3)."""
    if voted.held_on is None:
        return check_decision(voted)
    if voted.goes_up:
        reason = message("The share for proposing was not reached; the file still goes to the competent body.")
        return Verdict(True, reason, (_GOES_UP,))
    if voted.power is None:
        return check_decision(voted)
    cited = voted.power.verdict.citations
    if voted.role is Role.DECIDING and voted.power.answer is Answer.DECIDES:
        return refuse(message("This body decides on the form itself; there is nothing to refer."), *cited)
    return Verdict(True, voted.power.verdict.reason, cited)
