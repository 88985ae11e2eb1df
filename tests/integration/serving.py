"""A server of our own for a test: started on a free port of this machine, ended by its process id."""
import json
import os
import re
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def text(self):
        return self.body.decode("utf-8")

    def json(self):
        return json.loads(self.text)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Server:
    """with Server(program, "--snapshot", path) as s: s.get("/healthz").json()"""

    def __init__(self, program, *options, env=None, listen="127.0.0.1:0", tls=None):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("INTERDICT_")}
        self.home = tempfile.TemporaryDirectory()  # the state of a server that names none
        environment["XDG_STATE_HOME"] = self.home.name
        environment.update(env or {})
        self.opener = urllib.request.build_opener(NoRedirect(), *([urllib.request.HTTPSHandler(context=tls)] if tls else []))
        self.child = subprocess.Popen([program, "serve", "--listen", listen, *map(str, options)],
                                      stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, env=environment)
        self.lines = []
        self.ready = threading.Event()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        assert self.ready.wait(20), "no line 'listening on' came: " + "".join(self.lines)
        assert self.port, "the server ended: " + "".join(self.lines)
        scheme = "https" if tls else "http"
        self.base = f"{scheme}://127.0.0.1:{self.port}"

    port = None

    def _read(self):
        for raw in self.child.stderr:
            line = raw.decode("utf-8", "replace")
            found = re.search(r"listening on https?://\S+:(\d+)", line)
            if found:
                self.port = int(found.group(1))
                self.ready.set()
            self.lines.append(line)
        self.ready.set()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self, number=signal.SIGTERM):
        if self.child.poll() is None:
            os.kill(self.child.pid, number)
        code = self.child.wait(40)
        self.reader.join(5)
        self.child.stderr.close()
        self.home.cleanup()
        return code

    def ask(self, method, path, body=None, headers=None, **params):
        if params:
            path += "?" + urllib.parse.urlencode(params, doseq=True)
        if isinstance(body, (dict, list)):
            body = json.dumps(body).encode("utf-8")
        elif isinstance(body, str):
            body = body.encode("utf-8")
        request = urllib.request.Request(self.base + path, data=body, method=method, headers=headers or {})
        try:
            with self.opener.open(request, timeout=30) as done:
                return Answer(done.status, done.headers, done.read())
        except urllib.error.HTTPError as done:
            return Answer(done.code, done.headers, done.read())

    def get(self, path, headers=None, **params):
        return self.ask("GET", path, None, headers, **params)

    def post(self, path, body=b"", headers=None, **params):
        return self.ask("POST", path, body, headers, **params)

    def raw(self, data, wait=10, close=False):
        """Bytes as they are on a connection of its own; what comes back until the end or a pause."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=wait) as s:
            s.sendall(data)
            if close:
                s.shutdown(socket.SHUT_WR)
            came = b""
            s.settimeout(wait)
            try:
                while True:
                    piece = s.recv(65536)
                    if not piece:
                        break
                    came += piece
                    s.settimeout(1)
            except (TimeoutError, ConnectionError):
                pass
            return came

    def log(self):
        """The lines about requests."""
        time.sleep(0.2)
        return [json.loads(line) for line in list(self.lines) if line.startswith("{")]
