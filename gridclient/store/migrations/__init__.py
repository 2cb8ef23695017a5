"""Migrations of the store, run by Alembic from these files."""
