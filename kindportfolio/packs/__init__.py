"""A school's own content: questions, places, words, stickers and the report template, as data."""
