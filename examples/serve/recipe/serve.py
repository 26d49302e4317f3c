"""Answers GET /ping and POST /invocations: a body with one x per line gets one prediction per line."""
import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

with open(os.path.join(os.environ["SM_MODEL_DIR"], "model.json")) as file:
    slope = json.load(file)["slope"]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body are two writes: with Nagle's algorithm the second waits 40 ms for the first to be confirmed.
    disable_nagle_algorithm = True

    def do_GET(self):
        self.answer(200 if self.path == "/ping" else 404, "")

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        try:
            # Of bytes that are not UTF-8 as well a ValueError tells.
            body = body.decode()
            lines = [f"{slope * float(line):.3f}" for line in body.splitlines()]
        except ValueError as problem:
            self.answer(400, f"{problem}\n")
            return
        self.answer(200, "".join(f"{line}\n" for line in lines))

    def answer(self, status, text):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/csv")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


class Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True


Server((os.environ.get("MLX_SERVE_HOST", "127.0.0.1"), int(os.environ["MLX_SERVE_PORT"])), Handler).serve_forever()
