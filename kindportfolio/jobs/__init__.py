"""The embedded queue: rows in the same database, written in the transaction of their cause.

Rooms register what they can do by name; a worker process does it, each job once in effect.
"""
