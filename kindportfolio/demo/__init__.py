"""The demo school: invented people, words and pictures, and the building of them.

Nobody in here exists. Names, texts and pictures are made from fixed lists and a seed, so the
same demo comes out every time. Nothing outside this room needs it.
"""
