"""Budgets of BUDGETS.md: ours against a floor measured in the same run."""
