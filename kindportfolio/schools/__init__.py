"""Schools, years and periods, groups and who is in them, guardians, readers and windows.

Turns a person into a Viewer; never shows what stands in a book.
"""
