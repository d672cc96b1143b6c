"""The law as dated data with citations, and pure decisions over it. No Flask, no database, no clock."""
