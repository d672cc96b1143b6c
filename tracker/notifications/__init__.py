"""What happened for somebody: a reference only; the words are composed when it is shown, to who may still see it."""
