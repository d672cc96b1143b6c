"""The registers (sổ) as they are kept on paper: read from the records, printed, and saved as a table."""
