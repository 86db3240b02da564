"""How good verdicts are on public claims with evidence, beside simpler answers."""
