"""检查表编制: a sheet checked, tried, compared and published (UI "Checklist author", picture 21)."""
