"""Official papers: what stands on them, how they are laid out, and the PDF that is kept."""
