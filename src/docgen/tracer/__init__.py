"""From a printed text back to the data: every place that prints it, and what that came from."""

from docgen.tracer.search import Found, Source, Spot, find
from docgen.tracer.spots import spots

__all__ = ["Found", "Source", "Spot", "find", "spots"]
