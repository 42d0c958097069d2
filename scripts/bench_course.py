"""Measures what a learner waits for: the home screen, a chapter's first screen, rendering, a verdict after saving.

Screens are opened in a pseudo-terminal of 100 by 40 cells. A screen counts as shown when its status line has been written.
"""
import fcntl
import os
import pathlib
import select
import signal
import statistics
import struct
import subprocess
import tempfile
import termios
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent


def screen(command, shown, environment):
    """Seconds until `shown` was written, and the most memory that the program has taken by then, in bytes."""
    controller, terminal = os.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=terminal, stdout=terminal, stderr=terminal, env=environment, start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
    os.close(terminal)
    seen = b""
    answered = False
    while shown not in seen:
        # What a terminal says at once when it is asked what it is.
        if b"\x1b[c" in seen and not answered:
            answered = os.write(controller, b"\x1b[?62;22c") > 0
        if not select.select([controller], [], [], 20)[0]:
            raise RuntimeError(f"{' '.join(command)} shows nothing like {shown!r}: {seen[-300:]!r}")
        seen += os.read(controller, 65536)
    seconds = time.perf_counter() - start
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    memory = int(next(line for line in status.split("\n") if line.startswith("VmHWM")).split()[1]) * 1024
    process.send_signal(signal.SIGTERM)
    while True:
        try:
            if not os.read(controller, 65536):
                break
        except OSError:
            break
    process.wait()
    os.close(controller)
    return seconds, memory


def medians(runs, command, shown, environment):
    results = [screen(command, shown, environment) for _ in range(runs)]
    return statistics.median(seconds for seconds, _ in results), max(memory for _, memory in results)


def rendering(workshop, runs, environment, folder):
    """Megabytes of the course's own chapters a second, and seconds to the first screen of 5 MB."""
    text = b"".join(path.read_bytes().split(b"\n---\n", 1)[-1] for path in sorted((ROOT / "Lessons").glob("[0-9]*.md")))
    large = folder / "large.md"
    large.write_bytes(text * (5_000_000 // len(text) + 1))
    small = folder / "small.md"
    small.write_text("# Small\n")

    def seconds(path):
        start = time.perf_counter()
        subprocess.run([workshop, "read", str(path), "--plain"], env=environment, stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - start

    difference = [seconds(large) - seconds(small) for _ in range(runs)]
    rate = large.stat().st_size / statistics.median(difference) / 1e6
    first, memory = medians(runs, [workshop, "read", str(large)], b"h help", environment)
    return rate, first, memory


def run(workshop, runs):
    workshop = str(workshop)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        environment = dict(
            os.environ, TERM="xterm-256color", LANG="C.UTF-8", WORKSHOP_COURSE=str(ROOT),
            WORKSHOP_PROGRESS=str(folder / "progress"))
        home, home_memory = medians(runs, [workshop, "home"], b"quit", environment)
        read, read_memory = medians(runs, [workshop, "read", "7"], b"h help", environment)
        rate, first, large_memory = rendering(workshop, runs, environment, folder)
        loop = subprocess.run(
            [str(ROOT / "scripts/test-loop"), workshop], capture_output=True, text=True, timeout=300)
        verdict = next((line for line in loop.stdout.split("\n") if "from saving to the verdict" in line), "not measured")
    print("| what | measured | wanted |")
    print("| --- | --- | --- |")
    print(f"| home screen | {home * 1000:.0f} ms, {home_memory / 1e6:.0f} MB | ≤ 30 ms, ≤ 40 MB |")
    print(f"| first screen of a chapter | {read * 1000:.0f} ms, {read_memory / 1e6:.0f} MB | ≤ 30 ms, ≤ 40 MB |")
    print(f"| first screen of a text of 5 MB | {first * 1000:.0f} ms, {large_memory / 1e6:.0f} MB | ≤ 100 ms |")
    print(f"| rendering (parse, wrap, write), chapters of the course | {rate:.1f} MB/s | ≥ 20 MB/s |")
    print(f"| a saved file → verdict, smallest exercise | {verdict.removeprefix('watch: ')} | ≤ 1 s |")
