"""The verbs about members: admit, correct, transfer, appoint, end a post, become official, leave; import."""

from tracker.members.services.importing import COLUMNS, check_members, import_members
from tracker.members.services.membership import (
    MemberFacts,
    Transfer,
    admit_member,
    correct_member,
    make_official,
    record_leaving,
    transfer_member,
)
from tracker.members.services.posts import NewPost, appoint_to_post, end_post
from tracker.members.services.relatives import list_relative, remove_relative

__all__ = [
    "COLUMNS",
    "MemberFacts",
    "NewPost",
    "Transfer",
    "admit_member",
    "appoint_to_post",
    "check_members",
    "correct_member",
    "end_post",
    "import_members",
    "list_relative",
    "make_official",
    "record_leaving",
    "remove_relative",
    "transfer_member",
]
