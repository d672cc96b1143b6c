"""Reads of members: search and lists, one member's history, posts on a day."""

from tracker.members.queries.history import (
    MembershipRow,
    PostRow,
    describe_on,
    descriptions_on,
    get_post,
    has_cell_committee,
    memberships_of,
    posts_of,
    posts_on,
    secretaries_of,
)
from tracker.members.queries.relatives import (
    RelativeRow,
    get_relative,
    related_to,
    relatives_among,
    relatives_of,
)
from tracker.members.queries.search import (
    MemberFilter,
    MemberRow,
    find_by_code,
    find_members,
    get_member,
    id_of,
    label_of,
    member_rows,
)
from tracker.members.queries.subjects import PickedSubject, find_subjects, key_of, pick_subjects, subject_labels

__all__ = [
    "MemberFilter",
    "MemberRow",
    "MembershipRow",
    "PickedSubject",
    "PostRow",
    "RelativeRow",
    "describe_on",
    "descriptions_on",
    "find_by_code",
    "find_members",
    "find_subjects",
    "get_member",
    "get_post",
    "get_relative",
    "has_cell_committee",
    "id_of",
    "key_of",
    "label_of",
    "member_rows",
    "memberships_of",
    "pick_subjects",
    "posts_of",
    "posts_on",
    "related_to",
    "relatives_among",
    "relatives_of",
    "secretaries_of",
    "subject_labels",
]
