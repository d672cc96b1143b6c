"""Every permission, and who holds it: by role for the house, by relation for one case. Read it aloud."""

from enum import StrEnum

from tracker.access.actor import HELD_BACK, Relation, Role


class Permission(StrEnum):
    """What a route or a service asks for."""

    USE = "use"  # be signed in: own start page, own account
    SEE_TREE = "see_tree"
    EDIT_TREE = "edit_tree"
    HAND_ON_WORK = "hand_on_work"  # single pieces, after organizations were divided or merged
    SEE_MEMBERS = "see_members"
    EDIT_MEMBERS = "edit_members"
    SEE_PROGRAMMES = "see_programmes"
    DRAFT_PROGRAMME = "draft_programme"
    APPROVE_PROGRAMME = "approve_programme"  # a programme of the body one leads
    RECORD_EXTERNAL_WORK = "record_external_work"
    SEE_OBSERVATIONS = "see_observations"
    NOTE_OBSERVATION = "note_observation"
    DECIDE_OBSERVATION = "decide_observation"  # the leader's opinion
    SEE_PETITIONS = "see_petitions"
    RECEIVE_PETITION = "receive_petition"  # register and screen
    DECIDE_PETITION = "decide_petition"  # accept, forward, guide, file
    REVEAL_IDENTITY = "reveal_identity"  # for officers only with a grant for the one petition
    GRANT_IDENTITY = "grant_identity"  # to one person, for one petition; and see who looked
    SEE_CASES = "see_cases"
    OPEN_CASE = "open_case"
    SEE_SESSIONS = "see_sessions"
    PLAN_SESSION = "plan_session"
    HOLD_SESSION = "hold_session"  # record votes, close the minutes: for those who see every item
    SEE_REGISTER = "see_register"
    TAKE_NUMBER = "take_number"  # for a paper written elsewhere, and let a number be void
    SET_NUMBERING = "set_numbering"  # which types share one run, how arrivals are counted
    DISPATCH_PAPER = "dispatch_paper"  # record to whom a paper went and who received it
    SEE_INCOMING = "see_incoming"
    REGISTER_INCOMING = "register_incoming"
    SEE_BOOKS = "see_books"  # the printed registers; each of them asks for its own permission besides
    SEE_OVERVIEW = "see_overview"  # the leader's page
    SEE_STATISTICS = "see_statistics"
    SEE_REPORTS = "see_reports"  # the periodic reports of the own organization
    WRITE_REPORT = "write_report"  # take the figures of a periodic report and write it
    MANAGE_ACCOUNTS = "manage_accounts"
    MANAGE_RULES = "manage_rules"  # the office's own time limits and calendar

    # on one case
    SEE_FILE = "see_file"
    SEE_PAPERS = "see_papers"
    EDIT_DRAFT = "edit_draft"
    ISSUE_CASE = "issue_case"
    CONDUCT_CASE = "conduct_case"
    RECORD_FINDINGS = "record_findings"
    DECLARE_CONFLICT = "declare_conflict"
    RECORD_EVIDENCE = "record_evidence"
    SEE_HINTS = "see_hints"  # of conflicts of interest in the team
    SEE_ORIGINALS = "see_originals"  # of evidence, where a redacted copy stands beside them
    WRITE_DIARY = "write_diary"
    SIGN_DIARY = "sign_diary"
    SUBMIT_REPORT = "submit_report"
    RETURN_CASE = "return_case"
    AMEND_CASE = "amend_case"
    ISSUE_NOTICE = "issue_notice"
    DRAFT_PAPER = "draft_paper"  # send the text of a paper for approval
    REVIEW_PAPER = "review_paper"  # of another's hand: confirm it, or return it with comments
    APPROVE_PAPER = "approve_paper"  # of another's hand, by who may sign for the body that issues it
    PRINT_ORIGINAL = "print_original"  # papers as they were issued; who has it not gets copies for reading
    END_PAPER = "end_paper"  # record that an issued paper was withdrawn or replaced
    FOLLOW_UP = "follow_up"
    WAIVE_RECOMMENDATION = "waive_recommendation"  # approve that what a conclusion asks is given up
    CLOSE_CASE = "close_case"
    OVERRULE_ARCHIVE = "overrule_archive"  # archive an incomplete file, open an archived one
    PROPOSE_DISCIPLINE = "propose_discipline"
    REVIEW_DISCIPLINE = "review_discipline"
    RECORD_VOTE = "record_vote"
    ISSUE_DECISION = "issue_decision"


_WORKERS = {Role.OFFICER, Role.COMMISSION_MEMBER, Role.VICE_CHAIR, Role.CHAIR}
_LEADERS = {Role.CHAIR, Role.VICE_CHAIR, Role.COMMITTEE_LEADER}
_TEAM = {Relation.TEAM_HEAD, Relation.TEAM_MEMBER}
TEAM = frozenset(_TEAM)

ROLE_GRANTS: dict[Permission, set[Role]] = {
    Permission.USE: set(Role),
    Permission.SEE_TREE: set(Role),
    Permission.EDIT_TREE: {Role.OFFICER, Role.CLERK},
    Permission.HAND_ON_WORK: _LEADERS,
    Permission.SEE_MEMBERS: _WORKERS | {Role.CLERK, Role.COMMITTEE_LEADER, Role.PETITION_RECEIVER},
    Permission.EDIT_MEMBERS: {Role.OFFICER, Role.CLERK},
    Permission.SEE_PROGRAMMES: _WORKERS | {Role.CLERK, Role.COMMITTEE_LEADER},
    Permission.DRAFT_PROGRAMME: _WORKERS | {Role.CLERK},
    Permission.APPROVE_PROGRAMME: _LEADERS,
    Permission.RECORD_EXTERNAL_WORK: _WORKERS | {Role.CLERK},
    Permission.SEE_OBSERVATIONS: _WORKERS | {Role.COMMITTEE_LEADER},
    Permission.NOTE_OBSERVATION: _WORKERS,
    Permission.DECIDE_OBSERVATION: _LEADERS,
    Permission.SEE_PETITIONS: _LEADERS | {Role.PETITION_RECEIVER},
    Permission.RECEIVE_PETITION: {Role.PETITION_RECEIVER},
    Permission.DECIDE_PETITION: _LEADERS,
    Permission.REVEAL_IDENTITY: _WORKERS | {Role.PETITION_RECEIVER},
    Permission.GRANT_IDENTITY: {Role.CHAIR, Role.COMMITTEE_LEADER},
    Permission.SEE_CASES: _WORKERS | {Role.CLERK, Role.COMMITTEE_LEADER},
    Permission.OPEN_CASE: _WORKERS,
    Permission.SEE_SESSIONS: _WORKERS | {Role.CLERK, Role.COMMITTEE_LEADER},
    Permission.PLAN_SESSION: {Role.OFFICER, Role.CLERK, Role.CHAIR, Role.VICE_CHAIR},
    Permission.HOLD_SESSION: {Role.CLERK, Role.CHAIR},
    Permission.SEE_REGISTER: {Role.CLERK, Role.CHAIR, Role.VICE_CHAIR},
    Permission.TAKE_NUMBER: {Role.CLERK},
    Permission.SET_NUMBERING: {Role.CLERK, Role.CHAIR},
    Permission.DISPATCH_PAPER: {Role.CLERK},
    Permission.SEE_INCOMING: _WORKERS | {Role.CLERK, Role.COMMITTEE_LEADER},
    Permission.REGISTER_INCOMING: {Role.CLERK},
    Permission.SEE_BOOKS: _WORKERS | {Role.CLERK, Role.COMMITTEE_LEADER, Role.PETITION_RECEIVER},
    Permission.SEE_OVERVIEW: _WORKERS | _LEADERS,
    Permission.SEE_STATISTICS: _WORKERS | _LEADERS | {Role.REPORT_VIEWER},
    Permission.SEE_REPORTS: _WORKERS | {Role.CLERK, Role.COMMITTEE_LEADER},
    Permission.WRITE_REPORT: _WORKERS,
    Permission.MANAGE_ACCOUNTS: {Role.ADMINISTRATOR},
    Permission.MANAGE_RULES: {Role.ADMINISTRATOR},
}

CASE_GRANTS: dict[Permission, set[Relation]] = {
    Permission.SEE_FILE: _TEAM | {Relation.OPENER, Relation.DIRECTING, Relation.CHAIR, Relation.SESSION_MEMBER},
    Permission.SEE_PAPERS: set(Relation) - HELD_BACK,
    Permission.EDIT_DRAFT: {Relation.OPENER, Relation.TEAM_HEAD, Relation.DIRECTING, Relation.CHAIR},
    Permission.ISSUE_CASE: {Relation.CLERK, Relation.CHAIR},
    Permission.CONDUCT_CASE: _TEAM | {Relation.DIRECTING},
    Permission.RECORD_FINDINGS: _TEAM,
    Permission.DECLARE_CONFLICT: _TEAM,
    Permission.RECORD_EVIDENCE: _TEAM,
    Permission.SEE_HINTS: {Relation.TEAM_HEAD, Relation.DIRECTING, Relation.CHAIR},
    Permission.SEE_ORIGINALS: _TEAM | {Relation.DIRECTING, Relation.CHAIR},
    Permission.WRITE_DIARY: _TEAM,
    Permission.SIGN_DIARY: {Relation.TEAM_HEAD},
    Permission.SUBMIT_REPORT: {Relation.TEAM_HEAD},
    Permission.RETURN_CASE: {Relation.CHAIR},
    Permission.AMEND_CASE: {Relation.CHAIR, Relation.DIRECTING},
    Permission.ISSUE_NOTICE: {Relation.CLERK},
    Permission.DRAFT_PAPER: _TEAM | {Relation.DIRECTING, Relation.CHAIR, Relation.CLERK},
    Permission.REVIEW_PAPER: {Relation.TEAM_HEAD, Relation.DIRECTING, Relation.CHAIR},
    Permission.APPROVE_PAPER: {Relation.DIRECTING, Relation.CHAIR, Relation.SESSION_MEMBER},
    Permission.PRINT_ORIGINAL: {Relation.CLERK, Relation.CHAIR},
    Permission.END_PAPER: {Relation.CLERK},
    Permission.FOLLOW_UP: _TEAM | {Relation.DIRECTING, Relation.CHAIR},
    Permission.WAIVE_RECOMMENDATION: {Relation.CHAIR},
    Permission.CLOSE_CASE: {Relation.TEAM_HEAD, Relation.CLERK, Relation.CHAIR},
    Permission.OVERRULE_ARCHIVE: {Relation.CHAIR},
    Permission.PROPOSE_DISCIPLINE: {Relation.TEAM_HEAD, Relation.DIRECTING, Relation.CHAIR},
    Permission.REVIEW_DISCIPLINE: _TEAM | {Relation.DIRECTING, Relation.CHAIR},
    Permission.RECORD_VOTE: {Relation.CLERK, Relation.CHAIR},
    Permission.ISSUE_DECISION: {Relation.CLERK},
}

# What the part in a team gives before one has declared: to read what the declaration is about, and to declare.
BEFORE_DECLARING = frozenset({Permission.SEE_PAPERS, Permission.DECLARE_CONFLICT})
