"""What a proposition means in its article: who, when, where, and of whom it speaks."""
