"""The tree of Party organizations, dated: names, levels and parents as they were on any day."""
