"""The one place that composes the stages, owns the deadline and assembles the report."""
