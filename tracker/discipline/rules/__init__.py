"""Pure decisions about discipline: plain values in, verdicts out. The law itself is in ``regulations``."""

from tracker.cases.rules import OK
from tracker.discipline.rules.bars import AFTER_VOTE, BarVerdict, check_barring, check_not_barred
from tracker.discipline.rules.combining import (
    COMBINING_STATES,
    check_combining,
    check_concluded_first,
    check_heard_in_time,
    check_lapse,
)
from tracker.discipline.rules.powers import (
    Competence,
    check_decision,
    check_known_level,
    check_power,
    check_referral,
    check_unvoted_referral,
    needs_override,
    power_of,
    powers_asked,
    powers_of,
    role_of,
    roles_of,
)
from tracker.discipline.rules.proceeding import (
    Voted,
    check_circumstances_open,
    check_exemption,
    check_proposal,
    check_proposed_form,
    check_refraining,
    check_removed_post,
    check_vote,
)

__all__ = [
    "AFTER_VOTE",
    "COMBINING_STATES",
    "OK",
    "BarVerdict",
    "Competence",
    "Voted",
    "check_barring",
    "check_circumstances_open",
    "check_combining",
    "check_concluded_first",
    "check_decision",
    "check_exemption",
    "check_heard_in_time",
    "check_known_level",
    "check_lapse",
    "check_not_barred",
    "check_power",
    "check_proposal",
    "check_proposed_form",
    "check_referral",
    "check_refraining",
    "check_removed_post",
    "check_unvoted_referral",
    "check_vote",
    "needs_override",
    "power_of",
    "powers_asked",
    "powers_of",
    "role_of",
    "roles_of",
]
