"""A real IMAP server on loopback over TLS: folders of letters, log-in by password or token, and it can be cut off."""

from __future__ import annotations

import base64
import re
import shutil
import socketserver
import ssl
import subprocess
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest


@dataclass
class Folder:
    """Letters by number; `validity` tells whether numbers from before still hold."""

    validity: int = 1
    letters: dict[int, bytes] = field(default_factory=dict)

    def add(self, *raws: bytes) -> None:
        for raw in raws:
            self.letters[max(self.letters, default=0) + 1] = raw

    def make_anew(self) -> None:
        """As when a mailbox was moved: the same letters under other numbers."""
        self.validity += 1
        self.letters = dict(enumerate(self.letters.values(), 101))


class Conversation(socketserver.StreamRequestHandler):
    """Just enough of RFC 3501 for a reader that changes nothing."""

    def handle(self):
        server, self.folder = self.server, None
        with suppress(OSError):
            self.say("* OK ready")
            while line := self.rfile.readline().decode("utf-8", "replace").strip():
                tag, _, order = line.partition(" ")
                server.orders.append(order)
                if not self.obey(tag, order):
                    return

    def obey(self, tag: str, order: str) -> bool:
        verb = order.upper().removeprefix("UID ").split()[0]
        if verb == "LOGOUT":
            self.say("* BYE", f"{tag} OK bye")
            return False
        if verb == "CAPABILITY":
            self.say("* CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2", f"{tag} OK done")
        elif verb == "LOGIN":
            said = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', order)[1:]
            fits = tuple(quoted or bare for quoted, bare in said) == (self.server.user, self.server.password)
            self.say(f"{tag} OK done" if fits else f"{tag} NO [AUTHENTICATIONFAILED] no")
        elif verb == "AUTHENTICATE":
            self.authenticate(tag, order.split()[1])
        elif verb in ("SELECT", "EXAMINE"):
            self.open(tag, order)
        elif verb == "SEARCH":
            first = int(re.search(r"UID (\d+):\*", order)[1])
            there = sorted(self.folder.letters)
            found = [number for number in there if number >= first] or there[-1:]
            self.say("* SEARCH " + " ".join(map(str, found)), f"{tag} OK done")
        elif verb == "FETCH":
            return self.fetch(tag, int(order.split()[2]))
        else:
            self.say(f"{tag} BAD {verb}")
        return True

    def authenticate(self, tag: str, way: str) -> None:
        self.say("+ ")
        said = base64.b64decode(self.rfile.readline()).decode()
        if way == "PLAIN":
            fits = said == f"\0{self.server.user}\0{self.server.password}"
            self.say(f"{tag} OK done" if fits else f"{tag} NO [AUTHENTICATIONFAILED] no")
            return
        if said == f"user={self.server.user}\x01auth=Bearer {self.server.token}\x01\x01":
            self.say(f"{tag} OK done")
            return
        self.say("+ " + base64.b64encode(b'{"status":"400"}').decode())
        self.rfile.readline()
        self.say(f"{tag} NO token")

    def open(self, tag: str, order: str) -> None:
        name = order.partition(" ")[2].strip('"')
        self.folder = self.server.folders.get(name)
        if self.folder is None:
            self.say(f"{tag} NO there is no such folder")
            return
        self.say(
            f"* {len(self.folder.letters)} EXISTS",
            f"* OK [UIDVALIDITY {self.folder.validity}] valid",
            f"{tag} OK [READ-ONLY] done",
        )

    def fetch(self, tag: str, number: int) -> bool:
        raw = self.folder.letters.get(number)
        with self.server.lock:
            self.server.fetches += 1
            if self.server.fetches == self.server.cut_at:
                self.wfile.write(
                    f"* 1 FETCH (UID {number} BODY[]<0> {{{len(raw or b'')}}}\r\n".encode() + (raw or b"")[:20]
                )
                self.wfile.flush()
                self.connection.close()
                return False
        if raw is not None:
            self.wfile.write(f"* 1 FETCH (UID {number} BODY[]<0> {{{len(raw)}}}\r\n".encode() + raw + b")\r\n")
        self.say(f"{tag} OK done")
        return True

    def say(self, *lines: str) -> None:
        for line in lines:
            self.wfile.write(f"{line}\r\n".encode())


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, certificate: Path, key: Path):
        super().__init__(("127.0.0.1", 0), Conversation)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.user, self.password, self.token = "utkik@sandvik.example", "löse nord", "en-nyckel"
        self.folders = {"INBOX": Folder()}
        self.orders: list[str] = []
        self.fetches, self.cut_at, self.lock = 0, 0, threading.Lock()

    @property
    def inbox(self) -> Folder:
        return self.folders["INBOX"]

    @property
    def box(self) -> dict:
        """The setting that leads here."""
        return {"host": "127.0.0.1", "port": self.server_address[1], "user": self.user, "password": self.password}

    def handle_error(self, *_):
        pass


def certificate_in(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that vouches for itself, made now."""
    if not shutil.which("openssl"):
        pytest.skip("openssl makes the certificate")
    certificate, key = folder / "imap.pem", folder / "imap.key"
    order = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=127.0.0.1"
    named = ["-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*order.split(), *named, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    return certificate, key


@contextmanager
def running(folder: Path):
    """Gives a Server whose certificate lies in the folder as imap.pem."""
    server = Server(*certificate_in(folder))
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
