"""Papers for the printer: those due now, the whole of a case, a selection of the register; many in the background."""
