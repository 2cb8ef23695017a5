"""Our form engine beside the reference engines, over public forms and cases (FORMS 6)."""
