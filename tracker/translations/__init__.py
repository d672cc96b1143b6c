"""The catalogue of the Vietnamese interface, and the code that keeps it in step with the texts of the program."""
