"""Party members with their dated memberships and posts."""
