"""Complaints against discipline: each round, from the receipt to the decision, and what an annulment restores."""
