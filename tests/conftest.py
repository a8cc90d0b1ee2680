"""What holds for every test: nothing is kept in the user's own cache, and Ctrl-C is heard."""

import os
import signal
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


@pytest.fixture(scope="session", autouse=True)
def _hears_ctrl_c() -> None:
    """Let what tests start hear Ctrl-C: what a script runs in the background, or `nohup`, inherits not to."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
