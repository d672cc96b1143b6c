"""The office's own side of the law: numbers set or confirmed by its documents, its calendar, and the page of all rules."""
