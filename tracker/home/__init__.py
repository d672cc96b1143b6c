"""What meets a person first: the start page, the leader's page, the search."""
