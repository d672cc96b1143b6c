"""The law as the program applies it, to be read and asked; the numbers an office sets for itself."""
