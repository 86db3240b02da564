"""A parsed sentence taken apart: who says it, one proposition each, whether it can be checked."""
