"""Stored files and pictures: taken in, made safe in a process of their own, served with care.

A raw upload goes to quarantine and is never shown to anyone. Its pixels are rebuilt into a
master and three smaller sizes, which the store keeps for good.

Never decides who may see a picture; the room that shows it does.
"""
