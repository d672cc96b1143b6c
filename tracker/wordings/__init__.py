"""The room in which an administrator words the fixed phrases of papers, and says which layout the office follows."""
