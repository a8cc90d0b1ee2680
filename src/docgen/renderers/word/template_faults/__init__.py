"""The faults of an office's Word template, all found before anything is filled."""

from docgen.renderers.word.template_faults.fault import Fault, faulty, refuse
from docgen.renderers.word.template_faults.survey import Survey

__all__ = ["Fault", "Survey", "faulty", "refuse"]
