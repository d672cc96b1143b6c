"""What the clerk does with a numbered paper: to whom it went, how and when, and who received it."""
