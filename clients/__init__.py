"""Outbound clients for search and archive APIs. Knows nothing of claims or verdicts."""
