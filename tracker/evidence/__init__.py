"""What a case proves with: the evidence register, the subject's written answers, the draft sent for a factual check."""
