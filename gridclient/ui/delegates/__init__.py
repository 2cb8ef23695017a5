"""Painters of list rows (UI 7.3)."""
