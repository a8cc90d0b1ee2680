"""From a printed text back to the data: every place that prints it, and what that came from."""

from docgen.tracer.search import Found, Source, find
from docgen.tracer.spots import Spot, spots

__all__ = ["Found", "Source", "Spot", "find", "spots"]
