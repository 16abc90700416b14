"""The reader: a network that finds mentions, what they stand for, and how it is related."""
