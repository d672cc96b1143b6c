"""Decisions on discipline that a case reviews: those a complaint is about, those of lower bodies found wrong."""
