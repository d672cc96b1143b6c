"""The people of a case: declarations of conflict of interest, recorded changes after the decision, shared missions."""
