"""Programmes of inspection and supervision: what a body plans for a year or a term, version by version."""
