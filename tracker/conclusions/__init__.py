"""The conclusion of a case: the official notice to each subject."""
