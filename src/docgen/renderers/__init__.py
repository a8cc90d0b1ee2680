"""Document → bytes: one module or package for each output format."""
