"""BuildKit as an oracle: a daemon for the time of a run, its builds, and the bases that the cases share."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import tarfile
import time

from . import cases


class Missing(Exception):
    pass


class Failure(Exception):
    """A build that failed; the message is BuildKit's, without progress."""

    def __init__(self, output):
        lines = [line for line in output.splitlines() if line.strip()]
        errors = [line for line in lines if line.startswith("error: ")]
        self.message = (errors[-1] if errors else lines[-1] if lines else "").removeprefix("error: ")
        self.message = self.message.removeprefix("failed to solve: ")
        place = re.search(r"^[^\s:#]*:(\d+)\n-{4,}$", output, re.MULTILINE)
        self.line = int(place[1]) if place else None
        super().__init__(self.message)


def program(variable, name):
    path = os.environ.get(variable) or shutil.which(name)
    if not path or not os.access(path, os.X_OK):
        raise Missing(f"put {name} on PATH or name it in ${variable}.")
    return path


def start(scratch):
    """A connection to $BUILDKIT_HOST, or to a daemon of this run's own."""
    buildctl = program("BUILDCTL", "buildctl")
    if os.environ.get("BUILDKIT_HOST"):
        return Peer(buildctl, os.environ["BUILDKIT_HOST"])
    daemon = program("BUILDKITD", "buildkitd")
    if os.geteuid() != 0:
        raise Missing("starting buildkitd takes root.")
    root = scratch / "buildkitd"
    root.mkdir()
    address = f"unix://{root}/socket"
    log = open(root / "log", "wb")
    process = subprocess.Popen(
        [daemon, "--root", str(root / "root"), "--addr", address, "--oci-worker=true", "--containerd-worker=false",
         "--oci-worker-net=host", "--oci-worker-no-process-sandbox=false", "--config", "/dev/null"],
        stdout=log, stderr=log)
    peer = Peer(buildctl, address, process)
    for _ in range(300):
        if process.poll() is not None:
            raise Missing("buildkitd ended at once: " + (root / "log").read_text()[-500:])
        if subprocess.run([buildctl, "--addr", address, "debug", "workers"], capture_output=True).returncode == 0:
            return peer
        time.sleep(0.1)
    peer.__exit__()
    raise Missing("buildkitd did not answer: " + (root / "log").read_text()[-500:])


class Peer:
    def __init__(self, buildctl, address, process=None):
        self.buildctl, self.address, self.process = buildctl, address, process

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process:
            self.process.terminate()
            self.process.wait(30)

    def build(self, context, folder, name, outputs, options=(), layouts=(), locals=()):
        """Builds, or throws a Failure. `options` are the frontend's, `layouts` and `locals` pairs of name and folder."""
        command = [self.buildctl, "--addr", self.address, "build", "--progress=plain", "--frontend=dockerfile.v0",
                   f"--local=context={context}", f"--local=dockerfile={folder}", f"--opt=filename={name}"]
        command += [f"--opt={key}={value}" for key, value in options]
        for layout, path in layouts:
            command += [f"--oci-layout={layout}={path}", f"--opt=context:{layout}=oci-layout://{layout}@{digest(path)}"]
        for local, path in locals:
            command += [f"--local={local}={path}", f"--opt=context:{local}=local:{local}"]
        for item in outputs:
            command += item if isinstance(item, list) else [f"--output={item}"]
        result = subprocess.run(command, capture_output=True, timeout=120)
        if result.returncode != 0:
            raise Failure(result.stderr.decode(errors="backslashreplace"))


class Bases:
    """The images that cases start FROM, built from Tests/Conformance/bases in the order of their names' numbers."""

    def __init__(self, peer, source, target):
        self.layouts = []
        self.trees = {}
        for folder in sorted(path for path in source.iterdir() if path.is_dir()):
            name = folder.name.split("-", 1)[1]
            place = target / name
            context, dockerfile, file = cases.Case(folder, name).prepare(place)
            if name == "base":
                shutil.copyfile(busybox(), context / "busybox")
                os.chmod(context / "busybox", 0o755)
            layout = place / "layout"
            peer.build(
                context, dockerfile, file,
                [f"type=oci,dest={place}/image.tar", f"type=tar,dest={place}/files.tar"], layouts=self.layouts)
            with tarfile.open(place / "image.tar") as archive:
                archive.extractall(layout, filter="data")
            self.layouts.append((name, layout))
            self.trees[name] = place / "files.tar"


def digest(layout):
    return json.loads((layout / "index.json").read_text())["manifests"][0]["digest"]


def busybox():
    for path in ("/bin/busybox", "/usr/bin/busybox"):
        if pathlib.Path(path).exists():
            return path
    raise Missing("install busybox-static.")
