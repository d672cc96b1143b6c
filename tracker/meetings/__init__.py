"""Sessions of the deciding bodies: attendance, agenda, votes, resolutions."""
