"""Widgets of checklists: fields that settle after a pause of typing, one per kind of question."""
