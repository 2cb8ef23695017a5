"""The parts of the page 场所: list, overview, history, certificates, form."""
