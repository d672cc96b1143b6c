"""The digital signature of a body on its papers: who signs (``keyring``), with what key, and what a signature says."""
