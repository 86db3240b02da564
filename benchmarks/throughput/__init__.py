"""Pairs per second through the service's HTTP, beside the bare runtime on the same cores in the same run."""
