"""What builds take: the workshop beside Docker and BuildKit, the same Dockerfiles and contexts in the same run.

A number is the median of the wall times of a whole command, from its start to its end. Tools take turns, so that a busy
moment of the machine meets all of them. Nothing is removed before the end: file systems remember what was deleted, and
what is made next pays for it.
"""
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import time

from conformance_parts import buildkit

FILES, MEGABYTES = 20_000, 500

SIX_STEPS = """\
FROM scratch
ENV A=1
WORKDIR /app
COPY a.txt .
COPY b.txt .
COPY c.txt .
CMD ["/app/true"]
"""
WHOLE = "FROM scratch\nCOPY . /app\n"


class Tool:
    """A builder. `build` is run with a context, whether to do everything again, and whether nothing may be known of
    the context either."""

    def __init__(self, name, build):
        self.name, self.build = name, build


def run(command, **options):
    """Seconds, and the peak resident memory in MB of the command and what it waited for."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **options)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"bench: {' '.join(map(str, command))} ended with {process.returncode}\n{errors.decode(errors='replace')}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def workshop(program, folder):
    stores = iter(range(1 << 30))
    current = [str(folder / "store")]

    def build(context, anew=False, fresh=False):
        if fresh:
            current[0] = str(folder / f"store-{next(stores)}")
        command = [program, "build", "-q", "--network", "none"] + (["--no-cache"] if anew else []) + [str(context)]
        return run(command, env=dict(os.environ, WORKSHOP_HOME=current[0]))

    return Tool("workshop", build)


def docker():
    """Docker as it is installed, with the BuildKit that is inside if it can be reached; None where no daemon answers."""
    program = shutil.which("docker")
    if not program or subprocess.run([program, "info"], capture_output=True).returncode != 0:
        return None
    # Newer clients reach the BuildKit inside by a plugin only.
    has_plugin = subprocess.run([program, "buildx", "version"], capture_output=True).returncode == 0
    environment = dict(os.environ, DOCKER_BUILDKIT="1" if has_plugin else "0")

    def build(context, anew=False, fresh=False):
        command = [program, "build", "-q", "--network", "none", "-t", "workshop-bench-builds"]
        return run(command + (["--no-cache"] if anew else []) + [str(context)], env=environment)

    return Tool("Docker" if has_plugin else "Docker (old builder)", build)


def buildkit_tool(peer):
    def build(context, anew=False, fresh=False):
        command = [peer.buildctl, "--addr", peer.address, "build", "--progress=plain", "--frontend=dockerfile.v0",
                   f"--local=context={context}", f"--local=dockerfile={context}", "--opt=force-network-mode=none",
                   "--output=type=image,name=workshop-bench-builds"]
        return run(command + (["--no-cache"] if anew else []))

    return Tool("BuildKit", build)


def start_buildkit(folder):
    """BuildKit by $BUILDKIT_HOST, or started from $BUILDKIT_BIN, $BUILDKITD and $BUILDCTL, or PATH; None without."""
    if "BUILDKIT_BIN" in os.environ:
        os.environ.setdefault("BUILDKITD", os.path.join(os.environ["BUILDKIT_BIN"], "buildkitd"))
        os.environ.setdefault("BUILDCTL", os.path.join(os.environ["BUILDKIT_BIN"], "buildctl"))
    try:
        return buildkit.start(folder)
    except buildkit.Missing as missing:
        print(f"\nWithout BuildKit: {missing}\n", file=sys.stderr)
        return None


def large_context(folder):
    """Files of different sizes in folders of a hundred, as package managers leave them, beside one source file."""
    numbers = random.Random(1)
    block = numbers.randbytes(1 << 20)
    mean = MEGABYTES * 1_000_000 // FILES
    for index in range(FILES):
        place = folder / f"modules/package-{index // 1000}/{index // 100 % 10}"
        if index % 100 == 0:
            place.mkdir(parents=True)
        size = int(mean * numbers.uniform(0.2, 1.8))
        start = numbers.randrange(len(block) - 2 * mean)
        (place / f"{index}.js").write_bytes(index.to_bytes(8, "little") + block[start:start + size - 8])
    (folder / "source").mkdir()
    (folder / "source/main.txt").write_text("main\n")
    (folder / "Dockerfile").write_text(WHOLE)


def measure(tools, runs, prepare, **options):
    """The median seconds of each tool, and the largest memory of the first."""
    times, memory = {tool.name: [] for tool in tools}, 0
    for turn in range(runs):
        for tool in tools:
            context = prepare(turn, tool)
            seconds, megabytes = tool.build(context, **options)
            times[tool.name].append(seconds)
            memory = max(memory, megabytes if tool is tools[0] else 0)
    return {name: statistics.median(values) for name, values in times.items()}, memory


def rows(program, runs, row):
    """Measures everything and calls `row` with what, the result and the goal, as text."""
    import tempfile
    folder = pathlib.Path(tempfile.mkdtemp(prefix="workshop-bench-builds-"))
    peer = start_buildkit(folder)
    try:
        own = workshop(program, folder)
        tools = [own] + [tool for tool in (docker(), peer and buildkit_tool(peer)) if tool]

        def show(what, result, goal):
            seconds, memory = result
            mine = seconds[own.name]
            others = "".join(f"; {name} {value * 1000:.0f} ms = {value / mine:.1f} × ours"
                             for name, value in seconds.items() if name != own.name)
            row(what, f"{mine * 1000:.0f} ms, {memory:.0f} MB at most{others}", f"≤ {goal} ms, < 100 MB")

        small(folder, tools, runs, show)
        large(folder, tools, max(3, runs // 3), show)
    finally:
        if peer:
            peer.__exit__()
        subprocess.run(["docker", "rmi", "-f", "workshop-bench-builds"], capture_output=True) if shutil.which(
            "docker") else None
        shutil.rmtree(folder, ignore_errors=True)


def small(folder, tools, runs, show):
    steps = folder / "steps"
    (steps / "bin").mkdir(parents=True)
    shutil.copy("/bin/busybox", steps / "bin/busybox")

    def three(turn, tool):
        # Commands that nobody ran before, over a base that everybody has.
        lines = [f'RUN ["/bin/busybox", "sh", "-c", "echo {tool.name} {turn} > /{name}"]' for name in "abc"]
        (steps / "Dockerfile").write_text("\n".join(["FROM scratch", "COPY bin /bin"] + lines) + "\n")
        return steps

    measure(tools, 1, lambda _, tool: three("first", tool))
    show("three RUN steps cold, no network", measure(tools, runs, three), 120)

    six = folder / "six"
    six.mkdir()
    (six / "Dockerfile").write_text(SIX_STEPS)
    for name in "abc":
        (six / f"{name}.txt").write_text(name)
    measure(tools, 1, lambda *_: six)
    show("six steps, all cached", measure(tools, runs, lambda *_: six), 10)

    def touched(turn, tool):
        (six / "c.txt").write_text(f"{tool.name} {turn}\n")
        return six

    show("six steps, the last one's file changed", measure(tools, runs, touched), 20)


def large(folder, tools, runs, show):
    context = folder / "context"
    large_context(context)
    ignore = context / ".dockerignore"
    for what, rules, goal in (("by folder (`modules`)", "modules\n", 40), ("by glob (`**/*.js`)", "**/*.js\n", 60)):
        ignore.write_text(rules)
        measure(tools, 1, lambda *_: context)
        show(f"{FILES:,} files, {MEGABYTES} MB, all but one folder ignored {what}, nothing cached",
             measure(tools, runs, lambda *_: context, anew=True), goal)
    ignore.unlink()
    # Files that were written a moment ago are not believed to stay as they are.
    time.sleep(3)
    copies = iter(range(1 << 30))
    plain = statistics.median(run(["cp", "-r", str(context), str(folder / f"copy-{next(copies)}")])[0]
                              for _ in range(runs))
    show(f"the same context copied whole, never seen before (`cp -r`: {plain * 1000:.0f} ms)",
         measure(tools, runs, lambda *_: context, anew=True, fresh=True), 1500)
    measure(tools, 1, lambda *_: context)
    show("the same context again, unchanged", measure(tools, runs, lambda *_: context), 100)
