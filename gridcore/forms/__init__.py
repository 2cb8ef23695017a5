"""Checklists: the definition, the live form, the record (FORMS.md). No Qt, no SQL, no I/O."""
