"""What takes much memory is done by processes of their own, two at a time."""

import subprocess
import sys
import threading

import pytest

from utkik.documents import apart

ECHO = [sys.executable, "-c", "import sys; sys.stdout.write(sys.stdin.read()[::-1])"]


def test_a_third_waits_until_one_of_two_is_done():
    made = []
    with apart._two, apart._two:
        third = threading.Thread(target=lambda: made.append(apart.run(ECHO, b"abc", seconds=30).stdout))
        third.start()
        third.join(0.3)
        assert not made
    third.join(30)
    assert made == [b"cba"]


def test_one_that_takes_too_long_leaves_its_place():
    for _time in range(3):
        with pytest.raises(subprocess.TimeoutExpired):
            apart.run([sys.executable, "-c", "import time; time.sleep(60)"], b"", seconds=0.05)
    assert apart.run(ECHO, b"ab", seconds=30).stdout == b"ba"
