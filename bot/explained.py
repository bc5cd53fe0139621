"""What the person at the keyboard can mend."""


class Explained(Exception):
    """Something went wrong outside of the program; the text says what it was and how to mend it."""
