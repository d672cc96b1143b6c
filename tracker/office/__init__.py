"""Entering the office's own rules: time limits, days of the calendar, confirmed years. Stands after the cases, whose
stored due dates each change brings into step."""
