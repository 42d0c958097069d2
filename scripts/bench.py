#!/usr/bin/env python3
"""Measures what people wait for and prints a table in Markdown.

Every number is the median of several runs on this machine, in one go, beside the bare OCI runtime. Builds and containers
are measured through an exercise that is made for it, by what its report says of each check. What builds take, beside
Docker and BuildKit, is measured by bench_builds.py; docker's commands, beside Docker and Podman, by bench_docker.py;
the reader and the learner's loop by bench_course.py.

    scripts/bench [RUNS] [builds|docker|course|all]
"""
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

import bench_builds
import bench_course
import bench_docker

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WORKSHOP = os.environ.get("WORKSHOP_BINARY") or os.path.join(ROOT, ".build/release/workshop")
RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 11
PART = sys.argv[2] if len(sys.argv) > 2 else "all"

EXERCISE = """\
format: 1
title: Bench
summary: Measures the engine.
images: [busybox]
files: [Dockerfile]
checks:
  - {id: builds, title: builds, reason: r, hint: h, do: [{build: {}}]}
  - {id: again, title: builds again, reason: r, hint: h, needs: [builds], do: [{build: {as: again}}]}
  - {id: runs, title: runs, reason: r, hint: h, needs: [again], do: [{run: {network: none}}]}
  - {id: second, title: runs again, reason: r, hint: h, needs: [runs], do: [{run: {network: none}}]}
  - {id: later, title: runs again, reason: r, hint: h, needs: [second], do: [{run: {network: none}}]}
mistakes: {}
"""

DOCKERFILE = """\
FROM busybox
ENV A=1
WORKDIR /app
COPY a.txt .
RUN echo built > b.txt
CMD ["true"]
"""


class Peak(threading.Thread):
    """The peak resident memory of a process itself, in MB, read while it runs: what wait4 tells holds its containers', too."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.megabytes = pid, 0.0

    def run(self):
        while True:
            try:
                with open(f"/proc/{self.pid}/status") as file:
                    lines = [line for line in file if line.startswith("VmHWM")]
            except OSError:
                return
            if not lines:
                return
            self.megabytes = int(lines[0].split()[1]) / 1024
            time.sleep(0.01)


def timed(command, status=0, **options):
    """Seconds, peak resident memory in MB, and output of a command."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **options)
    peak = Peak(process.pid)
    peak.start()
    output = process.stdout.read()
    process.wait()
    seconds = time.perf_counter() - start
    if process.returncode != status:
        sys.exit(f"bench: {' '.join(command)} ended with {process.returncode}")
    peak.join()
    return seconds, peak.megabytes, output


def median(values):
    return statistics.median(values)


def row(what, value, goal):
    print(f"| {what} | {value} | {goal} |", flush=True)


def bare_runtime(folder):
    """Seconds that the OCI runtime takes to run `true` from the host's own /usr, with a container's usual mounts."""
    root = os.path.join(folder, "rootfs")
    for name in ("usr", "proc", "dev", "sys"):
        os.makedirs(os.path.join(root, name))
    for name in ("bin", "lib", "lib64", "sbin"):
        if os.path.islink("/" + name):
            os.symlink("usr/" + name, os.path.join(root, name))
    config = {
        "ociVersion": "1.0.2",
        "process": {"user": {"uid": 0, "gid": 0}, "args": ["/usr/bin/true"], "cwd": "/", "capabilities": {},
                    "env": ["PATH=/usr/bin"], "noNewPrivileges": True},
        "root": {"path": "rootfs", "readonly": True},
        "mounts": [{"destination": "/proc", "type": "proc", "source": "proc"},
                   {"destination": "/dev", "type": "tmpfs", "source": "tmpfs", "options": ["nosuid", "mode=755"]},
                   {"destination": "/dev/pts", "type": "devpts", "source": "devpts",
                    "options": ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"]},
                   {"destination": "/dev/shm", "type": "tmpfs", "source": "shm", "options": ["nosuid", "mode=1777"]},
                   {"destination": "/dev/mqueue", "type": "mqueue", "source": "mqueue", "options": ["nosuid"]},
                   {"destination": "/sys", "type": "sysfs", "source": "sysfs", "options": ["nosuid", "noexec", "ro"]},
                   {"destination": "/usr", "type": "bind", "source": "/usr", "options": ["bind", "ro"]}],
        "linux": {"namespaces": [{"type": kind} for kind in ("pid", "mount", "ipc", "uts", "network")],
                  "maskedPaths": ["/proc/acpi", "/proc/kcore", "/proc/keys", "/proc/timer_list", "/sys/firmware"],
                  "readonlyPaths": ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"]},
    }
    with open(os.path.join(folder, "config.json"), "w") as file:
        json.dump(config, file)
    # The loop runs inside the namespaces, so that only the runtime is measured.
    program = (
        "import os,subprocess,sys,time\n"
        "subprocess.run(['mount','-t','tmpfs','tmpfs','/sys/fs/cgroup'],check=True)\n"
        f"for i in range({RUNS}):\n"
        "    s=time.perf_counter()\n"
        f"    subprocess.run(['crun','--root','{folder}/state','--cgroup-manager=disabled','run','-b','{folder}',"
        "'bench%d'%i],check=True)\n"
        "    print(time.perf_counter()-s)\n")
    _, _, output = timed([WORKSHOP, "unshare", "--", sys.executable, "-c", program])
    return median([float(line) for line in output.split()])


def engine(folder):
    """Medians of the bench exercise's checks, in seconds, by their identifiers."""
    exercise = os.path.join(folder, "Exercises/bench")
    for name in ("starter", "solution"):
        os.makedirs(os.path.join(exercise, name))
        with open(os.path.join(exercise, name, "Dockerfile"), "w") as file:
            file.write(DOCKERFILE)
        with open(os.path.join(exercise, name, "a.txt"), "w") as file:
            file.write("a\n")
    with open(os.path.join(exercise, "exercise.yaml"), "w") as file:
        file.write(EXERCISE)
    with open(os.path.join(exercise, "README.md"), "w") as file:
        file.write("Bench\n")
    command = [WORKSHOP, "verify", "bench", "--course", folder, "--dir", os.path.join(exercise, "solution"), "--json"]
    timed(command)
    reports = [json.loads(timed(command)[2]) for _ in range(RUNS)]
    return {check["id"]: median([{c["id"]: c["seconds"] for c in report["checks"]}[check["id"]] for report in reports])
            for check in reports[0]["checks"]}


def docker(folder):
    """Docker's times for the same container and the same cached build; None where no Docker daemon answers."""
    answer = subprocess.run(["docker", "info"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) if shutil.which(
        "docker") else None
    if answer is None or answer.returncode != 0 or not os.path.exists("/bin/busybox"):
        return None
    context = os.path.join(folder, "docker")
    os.makedirs(os.path.join(context, "base/bin"))
    shutil.copy("/bin/busybox", os.path.join(context, "base/bin/busybox"))
    for name in ("sh", "true", "echo"):
        os.symlink("busybox", os.path.join(context, "base/bin", name))
    tar = subprocess.run(["tar", "-C", os.path.join(context, "base"), "-cf", "-", "."], check=True, capture_output=True)
    image = "workshop-bench-base"
    subprocess.run(["docker", "import", "-", image], input=tar.stdout, check=True, stdout=subprocess.DEVNULL)
    try:
        with open(os.path.join(context, "Dockerfile"), "w") as file:
            file.write(DOCKERFILE.replace("FROM busybox", "FROM " + image))
        with open(os.path.join(context, "a.txt"), "w") as file:
            file.write("a\n")
        build = ["docker", "build", "-q", "-t", "workshop-bench", context]
        run = ["docker", "run", "--rm", "--network", "none", "workshop-bench"]
        timed(build)
        timed(run)
        return {"again": median([timed(build)[0] for _ in range(RUNS)]),
                "runs": median([timed(run)[0] for _ in range(RUNS)])}
    finally:
        subprocess.run(["docker", "rmi", "-f", "workshop-bench", image], stdout=subprocess.DEVNULL)


def beside(peer, what, own):
    return f"; Docker {peer[what] * 1000:.0f} ms = {peer[what] / own:.1f} × ours" if peer else ""


def header():
    print(f"Medians of {RUNS} runs, {os.cpu_count()} cores, {'root' if os.geteuid() == 0 else 'an ordinary user'}, "
          f"load {os.getloadavg()[0]:.1f}.\n")
    print("| what | measured | wanted |\n| --- | --- | --- |")


def main():
    if PART == "docker":
        return bench_docker.main(WORKSHOP, RUNS)
    if PART == "course":
        return bench_course.run(WORKSHOP, RUNS)
    if PART == "builds":
        header()
        bench_builds.rows(WORKSHOP, RUNS, row)
        return
    folder = tempfile.mkdtemp(prefix="workshop-bench-")
    try:
        subprocess.run([WORKSHOP, "images", "prepare"], check=True, stdout=subprocess.DEVNULL)
        header()
        starts = [timed([WORKSHOP, "--version"])[0] for _ in range(RUNS)]
        row("start-up (`workshop --version`)", f"{median(starts) * 1000:.1f} ms", "≤ 10 ms")
        bare = bare_runtime(os.path.join(folder, "bare"))
        row("bare runtime, `true`", f"{bare * 1000:.1f} ms", "")
        checks = engine(os.path.join(folder, "course"))
        first, run = checks["runs"], checks["later"]
        peer = docker(folder)
        row("container, `true`, no network: create, run, remove", f"{run * 1000:.1f} ms = {run / bare:.2f} × bare"
            + beside(peer, "runs", run),
            "≤ 30 ms, ≤ 2 ×")
        row("the same, first of a process", f"{first * 1000:.1f} ms = {first / bare:.2f} × bare", "≤ 30 ms")
        row("cached build of six steps", f"{checks['again'] * 1000:.1f} ms" + beside(peer, "again", checks["again"]),
            "≤ 15 ms")
        for id in sorted(os.listdir(os.path.join(ROOT, "Exercises"))):
            answer = os.path.join(folder, "answers", id)
            subprocess.run([WORKSHOP, "author", "export", id, answer], check=True)
            command = [WORKSHOP, "verify", id, "--dir", answer]
            timed(command)
            results = [timed(command) for _ in range(max(3, RUNS // 3))]
            seconds, memory = median([r[0] for r in results]), max(r[1] for r in results)
            row(f"`verify {id}`, everything cached", f"{seconds:.2f} s, {memory:.0f} MB at most",
                "≤ 1.5 s, ≤ 60 MB" if id == "go-http" else "≤ 3 s, ≤ 60 MB")
        bench_builds.rows(WORKSHOP, RUNS, row)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


main()
