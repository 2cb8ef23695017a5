"""The page of forms filled outside inspections."""
