"""A pack for every unit: its paper with its own figures, made by many processes, resumed where it stopped."""

from docgen.packs.run import Packed, PackOptions, ProgramPacks, make_packs

__all__ = ["PackOptions", "Packed", "ProgramPacks", "make_packs"]
