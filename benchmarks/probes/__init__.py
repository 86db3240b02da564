"""Hand-made pairs over the rules of the verdict: what the rules mend, and what they break."""
