"""Bytes → Document: one module for each format that is read back."""
