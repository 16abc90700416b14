"""The rules that read facts off a sentence, one family a file."""
