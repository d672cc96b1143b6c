"""What a case found: strengths, shortcomings, violations, causes, responsibility; recommendations."""
