"""Stored files and pictures: taken in, made safe in a process of their own, served with care.

Never decides who may see a picture; the room that shows it does.
"""
