"""Work in a thread of its own: pyHanko runs an event loop, and the thread of the caller may be running one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


def apart(work: Callable[[], Result]) -> Result:
    """What the work returns, or raises."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(work).result()
