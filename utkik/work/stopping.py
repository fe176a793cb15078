"""Set once the worker has been asked to stop: long work looks here between two steps, and lets go of what is left."""

from threading import Event

asked = Event()
