"""How well claims are extracted: against marks of editors, and on many articles for time and memory."""
