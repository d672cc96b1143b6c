"""The demo ``dien-bien-phu``: a committee's real tree and its founding figures, invented people, cases in every state.

It is written through the same services as real work, so that it cannot hold what the program would refuse.
"""
