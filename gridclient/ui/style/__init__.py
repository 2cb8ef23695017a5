"""Tokens, palette and the one style sheet."""
