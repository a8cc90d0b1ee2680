"""One name for some data: equal data have equal digests, others do not."""

import hashlib


def digest(*parts: str) -> str:
    """Return the digest of some texts, none of which can be taken for a part of its neighbour."""
    whole = hashlib.sha256()
    for part in parts:
        # Messages and names of files may hold what is no character.
        data = part.encode("utf-8", "surrogatepass")
        whole.update(b"%d:" % len(data))
        whole.update(data)
    return whole.hexdigest()


def digest_of(data: bytes) -> str:
    """Return the digest of a file's bytes."""
    return hashlib.sha256(data).hexdigest()
