"""The diary of the team (sổ nhật ký đoàn): what it did day by day, signed by its head."""
