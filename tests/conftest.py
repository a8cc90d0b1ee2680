"""What holds for every test: nothing is kept in the user's own cache."""

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    before = os.environ.get("DOCGEN_CACHE")
    os.environ["DOCGEN_CACHE"] = str(tmp_path_factory.mktemp("cache") / "docgen")
    yield
    if before is None:
        del os.environ["DOCGEN_CACHE"]
    else:
        os.environ["DOCGEN_CACHE"] = before
