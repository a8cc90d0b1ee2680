"""Fill-in forms out to the units, and their returns in again: into the program's YAML, nothing unseen."""

from docgen.returns.collect import Collected, collect
from docgen.returns.issue import FormOptions, Issued, issue_forms
from docgen.returns.taking import CollectOptions, Taken

__all__ = ["CollectOptions", "Collected", "FormOptions", "Issued", "Taken", "collect", "issue_forms"]
