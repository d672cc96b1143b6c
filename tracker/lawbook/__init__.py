"""The office's own side of the law: its numbers, its calendar, and the page of all rules."""
