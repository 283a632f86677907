"""Ground floor: database, clock, words, cleaning, forms, looks, errors.

Knows no room above it and never imports one.
"""
