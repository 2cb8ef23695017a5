"""The parts of the page 今日: tiles, rows, and the cards at the right."""
