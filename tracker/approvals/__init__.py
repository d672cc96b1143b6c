"""The way of a paper to its number: drafts sent for approval are reviewed, returned, approved."""
