"""A separate process that does one risky kind of work, kept warm, with limits on its time, memory and age.

The parent asks through a pipe, one question at a time: four bytes of length, then the bytes. The answer is one byte
(done or refused), four bytes of length, the bytes. The process ends when its parent does, whoever holds its pipe.
"""

import gc
import os
import resource
import select
import signal
import struct
import subprocess
import threading
import time
from collections.abc import Callable
from typing import Any, BinaryIO

DONE, REFUSED = b"+", b"-"
_LENGTH = struct.Struct(">I")


class WorkerDied(Exception):
    """The process ended, or was ended, before it had answered."""


class WorkerTimedOut(WorkerDied):
    """The process was ended because it did not answer in time, or was not free in time."""


class Refused(Exception):
    """What was asked cannot be done; the text says why. In the process: raise it to answer so."""


class Worker:
    """The parent's end. ``seconds`` bounds one question, waiting included; after ``questions`` the process is renewed.

    One a web process: threads wait for each other, and a forked child starts a process of its own.
    """

    _process: Any  # None, or a Popen with a pipe at both ends

    def __init__(self, command: list[str], folder: str, environment: dict[str, str], seconds: int, questions: int):
        self._start_with: dict[str, Any] = {"args": command, "cwd": folder, "env": environment}
        self._seconds = seconds
        self._questions = questions
        self._forget()
        os.register_at_fork(after_in_child=self._forget)

    def ask(self, question: bytes) -> bytes:
        """The answer. Raises ``Refused`` with the process's reason, or ``WorkerDied``."""
        deadline = time.monotonic() + self._seconds
        if not self._lock.acquire(timeout=self._seconds):
            raise WorkerTimedOut
        try:
            return self._asked(question, deadline)
        except WorkerDied:
            self._stop()
            raise
        finally:
            self._lock.release()

    def close(self) -> None:
        """End the process; the next question starts another."""
        with self._lock:
            self._stop()

    def _asked(self, question: bytes, deadline: float) -> bytes:
        if self._process is None or self._process.poll() is not None:
            self._stop()
            self._start()
        self._send(_LENGTH.pack(len(question)) + question)
        kind = self._receive(1, deadline)
        answer = self._receive(_LENGTH.unpack(self._receive(_LENGTH.size, deadline))[0], deadline)
        self._left -= 1
        if self._left == 0:
            self._stop()
        if kind == REFUSED:
            raise Refused(answer.decode())
        return answer

    def _start(self) -> None:
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "bufsize": 0}
        self._process = subprocess.Popen(**self._start_with, **pipes, start_new_session=True)
        self._left = self._questions

    def _send(self, question: bytes) -> None:
        """The process reads all of a question before it works on it, so this cannot wait for an answer to be read."""
        try:
            rest = memoryview(question)
            while rest:
                rest = rest[self._process.stdin.write(rest) :]
        except BrokenPipeError as error:
            raise WorkerDied from error

    def _receive(self, size: int, deadline: float) -> bytes:
        received = bytearray()
        pipe = self._process.stdout
        waiting = select.poll()
        waiting.register(pipe, select.POLLIN)
        while len(received) < size:
            if not waiting.poll(max(0, deadline - time.monotonic()) * 1000):
                raise WorkerTimedOut
            piece = pipe.read(size - len(received))
            if not piece:
                raise WorkerDied
            received += piece
        return bytes(received)

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            process.stdin.close()
            process.stdout.close()

    def _forget(self) -> None:
        """In a forked child the process, its pipe and the lock belong to the parent."""
        self._lock = threading.Lock()
        self._process = None
        self._left = 0


def serve(answer: Callable[[bytes], bytes], seconds: int, memory: int) -> None:
    """The process's end: answer questions until the parent has gone. ``memory`` is bytes of address space.

    ``answer`` raises ``Refused`` for what cannot be done. Anything else it raises ends the process.
    """
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print is no answer
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    gc.disable()  # collected between questions: a render runs a tenth faster
    while header := questions.read(_LENGTH.size):
        question = questions.read(_LENGTH.unpack(header)[0])
        signal.alarm(seconds)
        _reply(answers, answer, question)
        signal.alarm(0)
        gc.collect()


def _reply(answers: BinaryIO, answer: Callable[[bytes], bytes], question: bytes) -> None:
    try:
        kind, said = DONE, answer(question)
    except Refused as refusal:
        kind, said = REFUSED, str(refusal).encode(errors="replace")
    answers.write(kind + _LENGTH.pack(len(said)) + said)
    answers.flush()


def _end_with_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)
