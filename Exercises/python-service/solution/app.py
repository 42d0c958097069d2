"""A service that writes numbers in Roman numerals: GET /roman/1999 answers MCMXCIX."""

import os
import signal
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import roman


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path == "/health":
            self.answer(200, "ok")
        elif self.path.startswith("/roman/"):
            number = self.path.removeprefix("/roman/")
            try:
                self.answer(200, roman.write(int(number)))
            except ValueError as error:
                self.answer(400, str(error))
        else:
            self.answer(404, "not found")

    def answer(self, status, text):
        body = (text + "\n").encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *args):
        print("roman:", self.path, args[1])


def main():
    port = int(os.environ.get("PORT", "8000"))
    server = ThreadingHTTPServer(("", port), Handler)
    # Process 1 of a container ends on a signal only if it says so.
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    print("roman: listening on port", port)
    server.serve_forever()
    print("roman: stopped")


if __name__ == "__main__":
    main()
