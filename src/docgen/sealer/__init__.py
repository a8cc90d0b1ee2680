"""What was issued, kept beside the content: hashes of inputs and outputs, and the words as printed."""
