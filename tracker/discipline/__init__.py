"""Discipline: from proposal through hearing, vote and decision to effect; one record per subject."""
