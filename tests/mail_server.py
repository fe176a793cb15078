"""A real SMTP server on loopback that remembers what it was given, and can refuse."""

from __future__ import annotations

import socketserver
import threading
import time
from contextlib import contextmanager


class Conversation(socketserver.StreamRequestHandler):
    """Just enough of RFC 5321 for smtplib."""

    def handle(self):
        self.say("220 mail.example")
        recipients = []
        while line := self.rfile.readline().decode().strip():
            verb = line.upper().split(" ")[0].split(":")[0]
            if verb == "DATA":
                if self.server.hang_up_at_data:
                    return
                self.say("354 go on")
                self.server.received.append((recipients, self.message()))
                time.sleep(self.server.thinks)
                self.say("250 taken")
            elif verb == "RCPT":
                recipients.append(line)
                self.say(self.server.answer_to_recipient)
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def message(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b"."))
        return b"".join(lines)

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.received: list[tuple[list[str], bytes]] = []
        self.answer_to_recipient = "250 ok"
        self.hang_up_at_data = False
        self.thinks = 0.0  # seconds between taking a message and saying so

    @property
    def port(self) -> int:
        return self.server_address[1]


@contextmanager
def running():
    server = Server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def in_use(settings):
    """The same, as the server that the product's mail goes to."""
    with running() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 5
        yield server
