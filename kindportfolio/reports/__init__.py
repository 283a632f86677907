"""The protected section "Hoe gaat het?" and a teacher's private notes.

Only staff writes; child and guardians read after publication.
"""
