"""Models that show frozen lines to Qt's views."""
