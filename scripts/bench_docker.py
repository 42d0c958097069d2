"""Measures docker's commands, as whole commands, beside Docker and Podman where they are installed.

All sides run the same images: busybox from the offline catalogue, and one with a layer of 180 MB. Every number is the
median of several runs in one go.
"""
import json
import os
import shutil
import statistics
import subprocess
import tempfile
import time

IMAGE = "busybox:latest"
LARGE = "bench-large:latest"


class Side:
    """A command line that understands docker's words."""

    def __init__(self, name, command, environment=None):
        self.name, self.command = name, command
        self.environment = dict(os.environ, **(environment or {}))

    def run(self, *words, check=True, **options):
        options.setdefault("stdout", subprocess.DEVNULL)
        result = subprocess.run([*self.command, *words], env=self.environment, stderr=subprocess.PIPE, **options)
        if check and result.returncode != 0:
            raise RuntimeError(f"{self.name} {' '.join(words)}: {result.stderr.decode().strip()}")
        return result

    def output(self, *words):
        return self.run(*words, stdout=subprocess.PIPE).stdout.decode()


def timed(body):
    start = time.perf_counter()
    body()
    return time.perf_counter() - start


def median(runs, body):
    body()
    return statistics.median(timed(body) for _ in range(runs))


def peers():
    """Docker where its daemon answers, Podman where it is installed."""
    found = []
    if shutil.which("docker") and subprocess.run(["docker", "info"], capture_output=True).returncode == 0:
        found.append(Side("Docker", ["docker"]))
    if shutil.which("podman"):
        found.append(Side("Podman", ["podman"]))
    return found


def prepare(side, ours, folder):
    """Gives a side the images."""
    if side is not ours:
        for image in (IMAGE, LARGE):
            path = os.path.join(folder, image.split(":")[0] + ".tar")
            if not os.path.exists(path):
                ours.run("save", "-o", path, image)
            side.run("load", "-i", path)


def make_large(ours, folder):
    context = os.path.join(folder, "context")
    os.makedirs(context)
    with open(os.path.join(context, "data"), "wb") as file:
        for _ in range(180):
            file.write(os.urandom(1 << 20))
    with open(os.path.join(context, "Dockerfile"), "w") as file:
        file.write(f"FROM {IMAGE}\nCOPY data /data\n")
    ours.run("build", "-q", "-t", LARGE, context)


def smaps(pid):
    """Kilobytes of a process: resident, its share of what it has in common with others, its own."""
    values = {}
    with open(f"/proc/{pid}/smaps_rollup") as file:
        for line in file:
            words = line.split()
            if words[0] in ("Rss:", "Pss:", "Private_Clean:", "Private_Dirty:"):
                values[words[0][:-1]] = int(words[1])
    return values["Rss"], values["Pss"], values["Private_Clean"] + values["Private_Dirty"]


def supervisors(store):
    """The processes that keep containers."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                if b"__supervise" in file.read():
                    found.append(int(pid))
        except OSError:
            pass
    return found


def measure(side, runs, folder):
    """Seconds of each piece of work, by its name."""
    results = {}
    results["run --rm true, network none"] = median(runs, lambda: side.run("run", "--rm", "--network", "none", IMAGE, "true"))
    results["run --rm true, default network"] = median(runs, lambda: side.run("run", "--rm", IMAGE, "true"))
    side.run("run", "-d", "--name", "bench-exec", IMAGE, "sleep", "600")
    results["exec true"] = median(runs, lambda: side.run("exec", "bench-exec", "true"))
    side.run("rm", "-f", "bench-exec")
    archive = os.path.join(folder, side.name + ".tar")
    results["save 180 MB"] = median(3, lambda: side.run("save", "-o", archive, LARGE))

    def load():
        side.run("load", "-i", archive)

    def loads():
        total = []
        for _ in range(3):
            side.run("rmi", LARGE)
            side.run("image", "prune", "-f")
            # Cached steps hold the files, too.
            side.run("builder", "prune", "-af", check=False)
            total.append(timed(load))
        return statistics.median(total)

    results["load 180 MB"] = loads()
    names = [f"bench-{number}" for number in range(200)]
    for name in names:
        side.run("create", "--name", name, IMAGE, "true")
    results["ps -a, 200 containers"] = median(runs, lambda: side.run("ps", "-a"))
    side.run("rm", *names)
    for number in range(200):
        side.run("tag", IMAGE, f"bench-name{number}:latest")
    results["images, 200 names"] = median(runs, lambda: side.run("images"))
    side.run("rmi", *[f"bench-name{number}:latest" for number in range(200)])

    def thirty():
        commands = [
            subprocess.Popen(
                [*side.command, "run", "-d", "--network", "none", "--name", f"bench-many{number}", IMAGE, "sleep", "600"],
                env=side.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for number in range(30)
        ]
        for command in commands:
            command.wait()

    results["30 containers at once, each"] = timed(thirty) / 30
    memory = [smaps(pid) for pid in supervisors(folder)] if side.name == "Workshop" else []
    side.run("rm", "-f", *[f"bench-many{number}" for number in range(30)])
    return results, memory


def main(workshop, runs):
    folder = tempfile.mkdtemp(prefix="bench-docker-")
    try:
        ours = Side("Workshop", [workshop, "docker"], {"WORKSHOP_HOME": folder + "/store"})
        subprocess.run([workshop, "images", "prepare", IMAGE], env=ours.environment, check=True, stdout=subprocess.DEVNULL)
        make_large(ours, folder)
        sides = [ours] + peers()
        tables = {}
        for side in sides:
            prepare(side, ours, folder)
            tables[side.name], memory = measure(side, runs, folder)
            if memory:
                columns = [statistics.median(column) for column in zip(*memory)]
                print(
                    "Memory of a supervisor, 30 at once, medians: resident {:.1f} MB, proportional {:.1f} MB, its own "
                    "{:.1f} MB.\n".format(*[value / 1024 for value in columns]))
        print("| work | " + " | ".join(tables) + " |")
        print("| --- |" + " --- |" * len(tables))
        for work in tables["Workshop"]:
            cells = [f"{tables[name][work] * 1000:,.1f} ms" for name in tables]
            print(f"| {work} | " + " | ".join(cells) + " |", flush=True)
        print(json.dumps(tables))
    finally:
        subprocess.run([workshop, "unshare", "--", "rm", "-rf", folder])
        shutil.rmtree(folder, ignore_errors=True)
