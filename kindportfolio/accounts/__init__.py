"""People, their sign-ins and what guards them: sessions, misses, reset codes, school tablets.

Never decides what a person may see; it only says who somebody is.
"""
