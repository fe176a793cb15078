"""`utkik run` and the processes it starts."""

import os
import signal
import subprocess
import sys

import pytest

from utkik.command import run


@pytest.fixture
def _signals_as_before():
    before = {number: signal.getsignal(number) for number in run.SIGNALS}
    yield
    signal.set_wakeup_fd(-1)
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("_signals_as_before")
@pytest.mark.parametrize("number", run.SIGNALS)
def test_a_child_that_is_just_being_started_when_the_signal_comes_is_ended_too(monkeypatch, number):
    class Signalled(subprocess.Popen):
        def __init__(self, _words, **options):
            super().__init__([sys.executable, "-c", "import time; time.sleep(60)"], **options)
            os.kill(os.getpid(), number)

    monkeypatch.setattr(subprocess, "Popen", Signalled)
    child, asked = run.Child(["worker"]), run._asked_to_end()

    child.start()
    with pytest.raises(run.Stop):
        run._watch([child], asked)
    run._end([child])

    assert child.process.returncode == -signal.SIGTERM
