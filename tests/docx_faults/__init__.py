"""Notices that are right, and the same notices with one fault each: the proof of `docgen check-docx`."""
