"""Claims about climate, end to end: found in a library, judged, and held against their labels."""
