"""Work spread over many hands: this process, processes of this computer, a cluster, or any executor."""

from docgen.workers.bench import Bench
from docgen.workers.crew import Crew
from docgen.workers.spread import in_parts, spread

__all__ = ["Bench", "Crew", "in_parts", "spread"]
