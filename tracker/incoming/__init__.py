"""The register of incoming papers: what arrived from other bodies, who handles it, until when, and what came of it."""
