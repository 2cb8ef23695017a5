"""Paths, settings, logging, clock, progress, changes: what every floor above may use."""
