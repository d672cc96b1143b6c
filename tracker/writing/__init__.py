"""What is written in a case and numbered through the register: the team's report, submissions, letters, the answer."""
