"""Text to claims: one proposition each, in words that can be checked without the article."""
