"""Why work could not be spread, as a drafter is told."""

from typing import Final

from docgen.diagnostics import DocgenError, Words

KEEP_DYING: Final = DocgenError(
    Words("进程一再中途退出", "processes keep dying at work"),
    Words(
        "多半是内存不够：用 --jobs 1 再运行一次，已经写好的不会重做",
        "memory has probably run out: run again with --jobs 1; what is written is kept",
    ),
)
NOT_INSTALLED: Final = DocgenError(
    Words("没有安装 distributed，用不了 --cluster", "--cluster needs distributed, which is not installed"),
    Words('请运行 pip install "docgen[cluster]"', 'run pip install "docgen[cluster]"'),
)


def no_address(address: str) -> DocgenError:
    """Return what is said of an address that is none."""
    return DocgenError(
        Words(f"“{address}”不是集群的地址", f"{address} is no address of a cluster"),
        Words("写成 --cluster tcp://主机:8786 的样子", "write it as --cluster tcp://HOST:8786"),
    )


def unreachable(address: str, reason: str) -> DocgenError:
    """Return what is said when no scheduler answers."""
    return DocgenError(
        Words(f"连不上集群“{address}”：{reason}", f"no scheduler answers at {address}: {reason}"),
        Words(
            "请核对地址；没有启动的话，在那台机器上运行 dask scheduler",
            "check the address; where it is not started, run `dask scheduler` on that machine",
        ),
    )


def no_workers(address: str) -> DocgenError:
    """Return what is said of a cluster without anybody to do the work."""
    return DocgenError(
        Words(f"集群“{address}”没有可用的进程", f"the cluster at {address} has no workers"),
        Words(f"在各台机器上运行 dask worker {address}", f"run `dask worker {address}` on its machines"),
    )


def other_docgen(reason: str) -> DocgenError:
    """Return what is said when a worker cannot load docgen."""
    return DocgenError(
        Words(f"集群的进程装不上 docgen：{reason}", f"the cluster's workers cannot load docgen: {reason}"),
        Words(
            "在集群的每台机器上安装同一版 docgen 和同样的依赖",
            "install the same docgen with the same dependencies on every machine of the cluster",
        ),
    )
