"""The faults of an office's Word template, all found before anything is filled."""
