"""Who did and who read what: appended in the same transaction as the change, chained by hash, never rewritten."""
