"""How many facts of the gold documents the peers state, by a rule that favours them."""
