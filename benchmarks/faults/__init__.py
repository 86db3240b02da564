"""Every adapter against an upstream that fails in every way."""
