"""Word templates in docxtpl's language, compiled once and filled many times."""
