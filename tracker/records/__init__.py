"""What was issued and done, to be read: papers and history of a case, the register of outgoing papers."""
