"""The types that flow and the words of the field. No I/O, no library types.

Every type is immutable and has the shape the HTTP contract gives it, so that the report a
client reads is this package written as JSON and nothing is translated on the way.
"""
