"""A chart as a vector picture: the scale of its axis, and the picture itself, drawn in millimetres."""
