"""Denunciations and complaints as they come in: register, screening, decision – and the vault of who wrote them."""
