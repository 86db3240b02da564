"""What a reader sees of a draft, each character with its place in it."""
