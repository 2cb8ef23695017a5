"""Components of UI.md section 4."""
