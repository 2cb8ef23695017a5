"""Panes and words of records with a life-cycle: events, tasks, rectifications."""
