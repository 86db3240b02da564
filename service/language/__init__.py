"""Sentences, quantities, dates and syntax: what every stage needs to read a text."""
