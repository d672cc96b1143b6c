"""Pure foundations: the clock, the errors, text. Imports nothing of ours."""
