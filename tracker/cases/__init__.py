"""The case: one skeleton for every kind of inspection and supervision."""
