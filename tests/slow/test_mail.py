"""At most once: `kill -9` of the workers while they send the week's mail through a real server.

Two workers work side by side; each is killed again and again between giving a message and hearing that it was taken.
Nobody gets a message twice, and what nobody knows about is listed as doubtful.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from tests import mail_server
from tests.plugins.installation import ROOT, Installation
from tests.plugins.running import eventually

pytestmark = pytest.mark.slow
MEMBERS, KILLS, ALL_TOLD = 12, 4, 13  # the analyst who set it up is told too
SEED = f"""
import django; django.setup()
from datetime import timedelta
from tests import factories as make
from utkik import clock
from utkik.people.models import Membership, Organisation
home = Organisation.objects.get()
before = clock.now() - timedelta(days=30)
for number in range({MEMBERS}):
    make.member("reader", home, user=make.user(f"lasare{{number}}@sandvik.example"), joined_at=before)
Membership.objects.update(joined_at=before)
make.told_signal(1, home, author=Membership.objects.first(), published_at=clock.now() - timedelta(days=2))
"""
ASK = """
import json, django; django.setup()
from utkik.people.models import Delivery
from utkik.reports.models import Digest
states = dict.fromkeys(Delivery.State.values, 0)
for state in Delivery.objects.values_list("state", flat=True):
    states[state] += 1
print(json.dumps(states | {"digests": Digest.objects.count()}))
"""


@pytest.fixture
def server():
    with mail_server.running() as running:
        running.thinks = 0.5
        yield running


def python(installation: Installation, code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **installation.environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def worker(installation: Installation, **environment: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "utkik", "worker"],
        env={**os.environ, **installation.environment, **environment},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_nobody_gets_the_week_twice_though_the_workers_die(set_up_installation, server):
    installation = set_up_installation
    installation.environment["UTKIK_SMTP_URL"] = f"smtp://127.0.0.1:{server.port}"
    python(installation, SEED)
    for kill in range(KILLS):
        both = [worker(installation) for _one in range(2)]
        known = len(server.received)
        eventually(lambda: len(server.received) > known, "nothing was sent")  # noqa: B023
        time.sleep(0.1 * kill)
        for process in both:
            process.kill()
            process.wait(30)
    later = (datetime.now(UTC) + timedelta(minutes=10)).isoformat()  # the leases of the dead have run out
    last = worker(installation, UTKIK_NOW=later)
    try:
        eventually(lambda: json.loads(python(installation, ASK))["waiting"] == 0, "something still waits")
    finally:
        last.terminate()
        last.wait(30)
    found = json.loads(python(installation, ASK))
    got = Counter(recipients[0] for recipients, _text in server.received)
    print(f"\n{KILLS} kills of two workers:", found, f"{len(got)} recipients reached")
    assert found["digests"] == ALL_TOLD
    assert found["sent"] + found["sending"] == ALL_TOLD and found["sending"] <= 2 * KILLS
    assert max(got.values()) == 1
    assert found["sent"] <= len(got) <= ALL_TOLD
