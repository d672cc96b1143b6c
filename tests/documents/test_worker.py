"""The separate process: it answers, it is limited in time, memory and age, and it ends with its parent."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tracker.documents.worker import Refused, Worker, WorkerDied, WorkerTimedOut

ROOT = Path(__file__).parents[2]
PROGRAM = """
import os, time
from tracker.documents.worker import Refused, serve

def answer(question):
    match question:
        case b"pid": return str(os.getpid()).encode()
        case b"die": os._exit(3)
        case b"fail": raise KeyError("a mistake")
        case b"sleep": time.sleep(30)
        case b"refuse": raise Refused("không được")
        case b"memory": bytearray(2 * 1024**3)
        case b"print": print("noise", flush=True)
        case b"environment": return ",".join(sorted(os.environ)).encode()
    return question

serve(answer, seconds=20, memory=1024**3)
"""


def started(seconds=20, questions=100):
    environment = {"PATH": os.environ["PATH"], "ONLY": "this"}
    return Worker([sys.executable, "-c", PROGRAM], str(ROOT), environment, seconds, questions)


@pytest.fixture
def worker():
    worker = started()
    yield worker
    worker.close()


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


def ends_within(seconds: float, pid: int) -> bool:
    until = time.monotonic() + seconds
    while is_alive(pid) and time.monotonic() < until:
        time.sleep(0.05)
    return not is_alive(pid)


def test_it_answers_and_stays_warm(worker):
    assert worker.ask("tiếng Việt".encode()) == "tiếng Việt".encode()
    assert worker.ask(b"pid") == worker.ask(b"pid")


def test_questions_and_answers_may_be_long(worker):
    long = os.urandom(5_000_000)
    assert worker.ask(long) == long


def test_a_refusal_carries_its_reason_and_the_process_goes_on(worker):
    before = worker.ask(b"pid")
    with pytest.raises(Refused, match="không được"):
        worker.ask(b"refuse")
    assert worker.ask(b"pid") == before


@pytest.mark.parametrize("question", [b"die", b"fail", b"memory"])
def test_after_an_end_of_the_process_the_next_question_has_another(worker, question):
    before = worker.ask(b"pid")
    with pytest.raises(WorkerDied):
        worker.ask(question)
    assert worker.ask(b"pid") != before


def test_a_process_that_ended_while_idle_is_replaced_unnoticed(worker):
    before = int(worker.ask(b"pid"))
    os.kill(before, signal.SIGKILL)
    worker._process.wait(timeout=5)
    assert worker.ask(b"one") == b"one"


def test_a_question_that_takes_too_long_ends_the_process():
    worker = started(seconds=2)
    pid = int(worker.ask(b"pid"))
    began = time.monotonic()
    with pytest.raises(WorkerTimedOut):
        worker.ask(b"sleep")
    assert time.monotonic() - began < 5
    assert not is_alive(pid)
    worker.close()


def test_waiting_for_another_question_is_bounded_too():
    worker = started(seconds=2)
    with ThreadPoolExecutor(3) as threads:
        waiting = [threads.submit(worker.ask, b"sleep") for _ in range(3)]
        assert {type(asked.exception(timeout=15)) for asked in waiting} == {WorkerTimedOut}
    worker.close()


def test_the_process_is_renewed_after_its_number_of_questions():
    worker = started(questions=2)
    pids = [worker.ask(b"pid") for _ in range(4)]
    assert (pids[0] == pids[1], pids[1] == pids[2], pids[2] == pids[3]) == (True, False, True)
    worker.close()


def test_what_is_printed_in_the_process_is_no_answer(worker):
    assert worker.ask(b"print") == b"print"


def test_the_process_has_only_the_environment_it_is_given(worker):
    assert {"ONLY", "PATH"} <= set(worker.ask(b"environment").decode().split(",")) <= {"ONLY", "PATH", "LC_CTYPE"}


def test_threads_get_their_own_answers(worker):
    questions = [str(number).encode() for number in range(200)]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(worker.ask, questions)) == questions


def test_a_forked_child_starts_a_process_of_its_own(worker):
    own = worker.ask(b"pid")
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        os.write(writing, worker.ask(b"pid"))
        worker.close()
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reading, 20) != own
    assert worker.ask(b"pid") == own
    os.close(reading)
    os.close(writing)


def test_the_process_ends_with_its_parent_even_in_the_middle_of_a_question():
    parent_program = """
from tests.documents.test_worker import started
worker = started()
print(worker.ask(b"pid").decode(), flush=True)
worker.ask(b"sleep")
"""
    parent = subprocess.Popen([sys.executable, "-c", parent_program], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    pid = int(parent.stdout.readline())
    assert is_alive(pid)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert ends_within(5, pid)
