"""The passages that decide a claim: whether a search of the embedded library finds them, and how soon."""
