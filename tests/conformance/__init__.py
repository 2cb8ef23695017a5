"""The conformance kit against our own server: all green, and red for whatever is planted."""
