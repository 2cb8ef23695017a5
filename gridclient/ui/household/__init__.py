"""The panes of the page of households: list, detail, the form of a household, the form of a visit."""
