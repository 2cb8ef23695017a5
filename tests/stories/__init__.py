"""Stories: real windows in real processes, told step by step."""
