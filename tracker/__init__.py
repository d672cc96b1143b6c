"""Tracker: the case tracker of inspection commissions.

The packages stand in the order of the work and import only towards the beginning; the map is in the README.
"""
