"""What comes after a conclusion: recommendations carried out and verified, violations closed, the case archived."""
