"""The comparisons: every module here has `comparisons(folder)`, found by itself."""
