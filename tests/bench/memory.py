"""A process's own peak of memory."""

import resource
import sys
from pathlib import Path


def peak_rss_mb() -> float:
    """The most resident memory this program has had, in MB.

    Linux's own count since the program was loaded where there is one: `ru_maxrss` begins with what
    the parent had.
    """
    try:
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    except FileNotFoundError:
        pass
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20
