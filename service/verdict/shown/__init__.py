"""What of a passage may be read as evidence: not what is hidden, nor what speaks to its reader."""
