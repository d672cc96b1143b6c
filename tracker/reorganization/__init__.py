"""The end, merger and division of organizations, with all the work that somebody must take over."""
