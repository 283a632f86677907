"""Who may what: every permission by name, the visitor's facts, the rules, and the door.

The rules themselves live in the rooms, each in its ``access.py``.
"""
