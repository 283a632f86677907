"""What leads to the talk: the windows of a group, the reader's view of a book, their questions."""
