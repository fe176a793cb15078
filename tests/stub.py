"""A small server on loopback that answers as it is told and remembers what it was asked."""

import ssl
import threading
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


@dataclass
class Reply:
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    pause: float = 0.0


@dataclass
class Stub:
    """`routes`: path → Reply, or a function of the request's headers that makes one, or a list that is used up."""

    address: str
    routes: dict[str, Reply | Callable | list] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    server: ThreadingHTTPServer | None = None

    def secure(self, context: ssl.SSLContext) -> None:
        """From now on connections speak TLS."""
        assert self.server
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)

    def asked_paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def answer(self, path: str, headers: dict[str, str]) -> Reply:
        found = self.routes.get(path, Reply(404))
        if isinstance(found, list):
            found = found.pop(0) if len(found) > 1 else found[0]
        return found(headers) if callable(found) else found


@contextmanager
def serving(host: str = "127.0.0.1"):
    """Gives a Stub that is served while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            stub.asked.append((self.path, dict(self.headers)))
            reply = stub.answer(urlsplit(self.path).path, dict(self.headers))
            if reply.pause:
                stop.wait(reply.pause)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if "Content-Length" not in reply.headers and reply.status != 304:
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            if reply.status != 304:
                self.wfile.write(reply.body)

        def log_message(self, *_):
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads, request_queue_size = True, 128

        def handle_error(self, *_):
            pass

    stop = threading.Event()
    server = Quiet((host, 0), Handler)
    stub = Stub(f"http://{host}:{server.server_port}", server=server)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        stop.set()
        server.shutdown()
        server.server_close()
