"""The file of a case at its end: what it must hold, its table of contents, the archive, and how it is opened again."""
