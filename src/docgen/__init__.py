"""docgen: yearly official notices from YAML, as Word by GB/T 9704-2012 and as Excel annex tables."""

__version__ = "0.2.0"
