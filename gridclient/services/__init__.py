"""What a person does: verbs on nouns, one transaction each."""
