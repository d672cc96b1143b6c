"""What somebody is told of, and after which entry of the audit log."""

from enum import StrEnum

from tracker.core.text import N_


class Kind(StrEnum):
    """What happened."""

    ASSIGNED = "assigned"
    ISSUED = "issued"
    REPORTED = "reported"
    CONFLICT_DECLARED = "conflict_declared"
    RETURNED = "returned"
    CONCLUDED = "concluded"
    VOTE_OPENED = "vote_opened"
    DISCIPLINE_DECIDED = "discipline_decided"
    SUSPENSION_ENDING = "suspension_ending"
    SUSPENSION_OVERDUE = "suspension_overdue"
    RECOMMENDATION_REPORTED = "recommendation_reported"
    RECOMMENDATION_SENT_BACK = "recommendation_sent_back"
    INVITED = "invited"
    SESSION_CHANGED = "session_changed"
    UNINVITED = "uninvited"
    SESSION_CANCELLED = "session_cancelled"
    WAIVER_PROPOSED = "waiver_proposed"
    WAIVER_GRANTED = "waiver_granted"
    WAIVER_REFUSED = "waiver_refused"
    PETITION_SCREENED = "petition_screened"
    PETITION_RELEASED = "petition_released"
    IDENTITY_GRANTED = "identity_granted"
    PROGRAMME_SUBMITTED = "programme_submitted"
    PROGRAMME_APPROVED = "programme_approved"
    PROGRAMME_RETURNED = "programme_returned"
    OBSERVATION_REPORTED = "observation_reported"
    OBSERVATION_KEPT = "observation_kept"
    OBSERVATION_DECIDED = "observation_decided"
    OBSERVATION_ESCALATED = "observation_escalated"
    OBSERVATION_RELEASED = "observation_released"
    PAPER_SUBMITTED = "paper_submitted"
    PAPER_REVIEWED = "paper_reviewed"
    PAPER_RETURNED = "paper_returned"
    PAPER_APPROVED = "paper_approved"


KIND_LABELS = {
    Kind.ASSIGNED: N_("A case was given to you"),
    Kind.ISSUED: N_("The decision was issued"),
    Kind.REPORTED: N_("The team has reported"),
    Kind.CONFLICT_DECLARED: N_("Somebody of the team declared a conflict of interest and is to be replaced"),
    Kind.RETURNED: N_("The case came back to the team"),
    Kind.CONCLUDED: N_("The conclusion was issued"),
    Kind.VOTE_OPENED: N_("A vote was opened"),
    Kind.DISCIPLINE_DECIDED: N_("A decision on discipline was issued"),
    Kind.SUSPENSION_ENDING: N_("A suspension ends within a week: extend or lift it"),
    Kind.SUSPENSION_OVERDUE: N_("A suspension has run out and its end is not recorded"),
    Kind.RECOMMENDATION_REPORTED: N_("A recommendation was reported as carried out"),
    Kind.RECOMMENDATION_SENT_BACK: N_("A recommendation was sent back"),
    Kind.INVITED: N_("You are invited to a session"),
    Kind.SESSION_CHANGED: N_("The session has another day, hour or place"),
    Kind.UNINVITED: N_("You are no longer invited to a session"),
    Kind.SESSION_CANCELLED: N_("A session to which you were invited is cancelled"),
    Kind.WAIVER_PROPOSED: N_("It is proposed to give a recommendation up: it waits for your decision"),
    Kind.WAIVER_GRANTED: N_("The recommendation is given up, as you proposed"),
    Kind.WAIVER_REFUSED: N_("The recommendation is not given up: your proposal was refused"),
    Kind.PETITION_SCREENED: N_("A petition waits for your decision"),
    Kind.PETITION_RELEASED: N_("The case of a petition was cancelled: the petition waits for your decision again"),
    Kind.IDENTITY_GRANTED: N_("You may see who sent a petition"),
    Kind.PROGRAMME_SUBMITTED: N_("A programme waits for your approval"),
    Kind.PROGRAMME_APPROVED: N_("The programme was approved"),
    Kind.PROGRAMME_RETURNED: N_("The programme was returned"),
    Kind.OBSERVATION_REPORTED: N_("An observation was reported to you"),
    Kind.OBSERVATION_KEPT: N_("A nameless petition was kept for regular supervision"),
    Kind.OBSERVATION_DECIDED: N_("The leader gave an opinion on an observation"),
    Kind.OBSERVATION_ESCALATED: N_("An observation led to a case"),
    Kind.OBSERVATION_RELEASED: N_("The case of an observation was cancelled: the observation is open again"),
    Kind.PAPER_SUBMITTED: N_("A text waits for your review or approval"),
    Kind.PAPER_REVIEWED: N_("A text was reviewed and waits for your approval"),
    Kind.PAPER_RETURNED: N_("Your text was returned with comments"),
    Kind.PAPER_APPROVED: N_("A text was approved and may be issued"),
}


class Circle(StrEnum):
    """Who is told."""

    TEAM = "team"  # who is in it now, and the directing member
    LEADERS = "leaders"  # of the body whose case it is
    AMENDING = "amending"  # the leaders and the directing member: who change the team
    LEADING = "leading"  # the body now: who decide whether a recommendation is given up
    ACTING = "acting"  # the team and the leaders: who may extend or lift a suspension
    INVITED = "invited"  # to the session
    PROPOSER = "proposer"  # of the giving up that was decided on


# Entry of the audit log about a case → what is told, and to whom.
CASE_EVENTS = {
    "case.opened": (Kind.ASSIGNED, Circle.TEAM),
    "case.team_amended": (Kind.ASSIGNED, Circle.TEAM),
    "case.directing_amended": (Kind.ASSIGNED, Circle.TEAM),
    "case.conflict_declared": (Kind.CONFLICT_DECLARED, Circle.AMENDING),
    "case.issue": (Kind.ISSUED, Circle.TEAM),
    "case.report": (Kind.REPORTED, Circle.LEADERS),
    "case.return": (Kind.RETURNED, Circle.TEAM),
    "case.conclude": (Kind.CONCLUDED, Circle.TEAM),
    "session.vote_opened": (Kind.VOTE_OPENED, Circle.INVITED),
    "discipline.decide": (Kind.DISCIPLINE_DECIDED, Circle.TEAM),
    "discipline.suspension_ending": (Kind.SUSPENSION_ENDING, Circle.ACTING),
    "discipline.suspension_overdue": (Kind.SUSPENSION_OVERDUE, Circle.ACTING),
    "recommendation.reported": (Kind.RECOMMENDATION_REPORTED, Circle.TEAM),
    "recommendation.sent_back": (Kind.RECOMMENDATION_SENT_BACK, Circle.TEAM),
    "recommendation.waiver_asked": (Kind.WAIVER_PROPOSED, Circle.LEADING),
    "recommendation.waived": (Kind.WAIVER_GRANTED, Circle.PROPOSER),
    "recommendation.kept": (Kind.WAIVER_REFUSED, Circle.PROPOSER),
}
# About a petition: to the leaders of its body.
PETITION_EVENTS = {
    "petition.screen": Kind.PETITION_SCREENED,
    "petition.release": Kind.PETITION_RELEASED,
}
# Told to the same person about the same case once only.
ONCE = frozenset({Kind.ASSIGNED})

# About a version of a programme: the first to who may approve it, the others to who drafted and submitted it.
PROGRAMME_EVENTS = {
    "programme.submit": Kind.PROGRAMME_SUBMITTED,
    "programme.approve": Kind.PROGRAMME_APPROVED,
    "programme.return": Kind.PROGRAMME_RETURNED,
}
# About an observation: to who noted it and to the leaders of the body who decide on it.
OBSERVATION_EVENTS = {
    "observation.report": Kind.OBSERVATION_REPORTED,
    "observation.kept": Kind.OBSERVATION_KEPT,
    "observation.remind": Kind.OBSERVATION_DECIDED,
    "observation.watch": Kind.OBSERVATION_DECIDED,
    "observation.escalate": Kind.OBSERVATION_ESCALATED,
    "observation.release": Kind.OBSERVATION_RELEASED,
    "observation.release_watched": Kind.OBSERVATION_RELEASED,
}
# About a text on its way to a number: the first two to who takes the next step, a return to who sent it, an approval to
# both who sent it and who issues it.
DRAFT_EVENTS = {
    "paper_draft.submit": Kind.PAPER_SUBMITTED,
    "paper_draft.review": Kind.PAPER_REVIEWED,
    "paper_draft.return": Kind.PAPER_RETURNED,
    "paper_draft.approve": Kind.PAPER_APPROVED,
}
