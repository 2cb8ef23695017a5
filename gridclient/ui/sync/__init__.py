"""The cards of the Sync page."""
