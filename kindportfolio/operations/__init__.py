"""Keeping an installation well: does it live, does it answer, what should the operator do.

Looks at machines, never at what a person made.
"""
