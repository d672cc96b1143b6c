"""Figures over finished work, and the list of subjects behind each of them."""
