"""An existing Dask cluster as an executor."""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any, Final

from docgen.patterns import regex
from docgen.workers.refusals import (
    KEEP_DYING,
    NOT_INSTALLED,
    no_address,
    no_workers,
    other_docgen,
    unreachable,
)

_ADDRESS: Final = regex(r"[a-z]+://\S+:\d+")
_SECONDS: Final = 5
"""How long a scheduler may take to answer, and its first worker to be there."""


@contextmanager
def connected(address: str, prepare: Callable[[], object] | None = None) -> Iterator[tuple[Executor, int]]:
    """Yield an executor over the cluster whose scheduler listens at `address`, and how many hands it has.

    Each of its workers is sent `prepare`; nobody asks what came of it. The scheduler gives the parts
    of a lost worker to others. Raises DocgenError.
    """
    with _client(address) as client:
        try:
            client.wait_for_workers(1, timeout=_SECONDS)
        except TimeoutError as error:
            raise no_workers(address) from error
        for worker in client.ncores() if prepare else ():
            _forgotten(client.submit(prepare, workers=[worker], pure=False))
        with _understood():
            yield client.get_executor(pure=False), sum(client.ncores().values())


def _client(address: str) -> Any:
    try:
        import distributed  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise NOT_INSTALLED from error
    if not _ADDRESS.fullmatch(address):
        raise no_address(address)
    # What its client logs, docgen says in the user's language.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        connect: Any = distributed.Client
        return connect(address, timeout=_SECONDS, set_as_default=False)
    except (AssertionError, OSError, ValueError) as error:
        raise unreachable(address, str(error)) from error


def _forgotten(future: Any) -> None:
    """Let a call go on whose result nobody keeps."""
    from distributed import fire_and_forget  # noqa: PLC0415 - an extra

    forget: Any = fire_and_forget
    forget(future)


@contextmanager
def _understood() -> Iterator[None]:
    """Turn what a cluster has to say of its workers into what a user can act on."""
    from distributed import KilledWorker  # noqa: PLC0415 - an extra

    try:
        yield
    except KilledWorker as error:
        raise KEEP_DYING from error
    except ImportError as error:
        raise other_docgen(str(error)) from error
