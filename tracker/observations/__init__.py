"""Regular supervision: what officers note about their areas, and what leaders make of it."""
