"""The two that answer to `docker`: Docker with a daemon of its own, and a workshop binary with a store of its own."""
import os
import pathlib
import pwd
import shlex
import shutil
import signal
import subprocess
import time

from .golden import Answer

PARTS = pathlib.Path(__file__).resolve().parent
BASES = ["busybox:latest", "alpine:3.20", "debian:bookworm-slim", "redis:7"]
HOST_ADDRESS = "192.0.2.2"


class Missing(Exception):
    """This machine does not have what a side needs."""


class Side:
    """Runs commands with `docker` first on PATH, and takes away what they made."""
    title = ""
    REMOVALS = [("containers", "docker rm -fv"), ("volumes", "docker volume rm -f"), ("networks", "docker network rm"),
                ("images", "docker rmi -f")]

    def __init__(self, work, user=None):
        self.work = work
        self.user = user
        self.programs = work / f"bin-{self.title}"
        self.programs.mkdir(parents=True, exist_ok=True)
        self.environment = {
            "PATH": f"{self.programs}:{PARTS / 'bin'}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": str(work / f"home-{self.title}"), "LANG": "C.UTF-8", "TZ": "UTC", "TERM": "xterm",
            "PYTHONDONTWRITEBYTECODE": "1", "HOST_ADDRESS": HOST_ADDRESS, "DOCKER_CLI_HINTS": "false",
        }
        self.own(pathlib.Path(self.environment["HOME"]))

    def own(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        if self.user:
            account = pwd.getpwnam(self.user)
            os.chown(folder, account.pw_uid, account.pw_gid)

    def link(self, program):
        link = self.programs / "docker"
        link.unlink(missing_ok=True)
        link.symlink_to(program)

    def run(self, command, folder, timeout):
        words = ["bash", "-c", command]
        if self.user:
            account = pwd.getpwnam(self.user)
            words = ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--init-groups"] + words
        # Files, not pipes: a process that outlives its command and keeps them open must not keep this one waiting.
        with open(self.work / "out", "w+b") as out, open(self.work / "err", "w+b") as err:
            process = subprocess.Popen(
                words, cwd=folder, env=self.environment, stdin=subprocess.DEVNULL, stdout=out, stderr=err,
                start_new_session=True)
            try:
                status = process.wait(timeout)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                status = -1
            out.seek(0)
            err.seek(0)
            answer = Answer(command, out.read().decode(errors="replace"), err.read().decode(errors="replace"), status)
        if status == -1:
            answer.err += f"TIMEOUT after {timeout} s\n"
        elif status < 0:
            answer.status = 128 - status
        return answer

    def lines(self, command, timeout=60):
        return self.run(command, self.work, timeout).out.split("\n")[:-1]

    def remove_everything(self):
        """Containers, volumes, networks, and images that are not of the bases. True when it is clean afterwards."""
        for _ in range(2):
            left = self.left()
            if not any(left.values()):
                return True
            for kind, command in self.REMOVALS:
                if left[kind]:
                    self.lines(f"{command} {shlex.join(left[kind])}")
            if left["lost"]:
                self.load()
        return not any(self.left().values())

    def left(self):
        names = self.lines("docker images --format '{{.Repository}}:{{.Tag}} {{.ID}}'")
        identifiers = {line.split()[1] for line in names if line.split()[:1] and line.split()[0] in BASES}
        present = {line.split()[0] for line in names if line}
        others = [line.split()[0] for line in names if line.split()[0] not in BASES and "<none>" not in line]
        if not others:
            others = sorted(set(self.lines("docker images -aq")) - identifiers)
        return {
            "containers": self.lines("docker ps -aq"),
            "volumes": self.lines("docker volume ls -q"),
            "networks": [name for name in self.lines("docker network ls --format '{{.Name}}'")
                         if name not in ("bridge", "host", "none")],
            "images": others,
            "lost": [name for name in BASES if name not in present],
        }

    def load(self):
        self.run(f"docker load -i {self.work / 'bases.tar'}", self.work, 300)


class Docker(Side):
    """dockerd with its own data, sockets and containerd, in the network namespace of this run."""
    title = "docker"

    def __init__(self, work):
        super().__init__(work)
        program = shutil.which("docker")
        if not program or not shutil.which("dockerd"):
            raise Missing("no docker and dockerd on PATH")
        if os.geteuid() != 0:
            raise Missing("dockerd needs root")
        self.link(program)
        socket = work / "docker.sock"
        self.environment |= {
            "DOCKER_HOST": f"unix://{socket}", "DOCKER_CONFIG": str(work / "docker-config"), "DOCKER_BUILDKIT": "0"}
        with open(work / "dockerd.log", "wb") as log:
            self.process = subprocess.Popen(
                ["dockerd", "--data-root", str(work / "docker"), "--exec-root", str(work / "docker-exec"), "--pidfile",
                 str(work / "docker.pid"), "--host", f"unix://{socket}"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        limit = time.monotonic() + 60
        while self.run("docker info", work, 10).status != 0:
            if self.process.poll() is not None or time.monotonic() > limit:
                raise Missing(f"dockerd does not start; see {work / 'dockerd.log'}")
            time.sleep(0.2)
        if not self.remove_everything():
            raise Missing(f"dockerd's folder {work / 'docker'} is not clean")

    def finish(self):
        self.remove_everything()
        self.process.terminate()
        self.process.wait(60)


class Workshop(Side):
    """A workshop binary, called by a link named docker, with a store that holds the bases and nothing else."""
    title = "workshop"

    def __init__(self, work, binary, user=None):
        self.title = f"workshop-{user or 'self'}"
        super().__init__(work, user)
        self.link(binary)
        self.store = pathlib.Path(self.environment["HOME"]) / "store"
        self.environment["WORKSHOP_HOME"] = str(self.store)
        self.renew()

    def renew(self):
        """A new store: for the first case, and when the commands could not take away what a case made."""
        for process in self.processes():
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass
        if self.store.exists():
            self.run(f"chmod -R u+rwX '{self.store}' 2>/dev/null; rm -rf '{self.store}' 2>/dev/null || "
                     f"'{self.programs / 'docker'}' unshare -- rm -rf '{self.store}'", self.work, 120)
            if self.store.exists():
                shutil.rmtree(self.store, ignore_errors=True)
        link = self.programs / "workshop"
        link.unlink(missing_ok=True)
        link.symlink_to((self.programs / "docker").resolve())
        answer = self.run(f"workshop images load -i {self.work / 'bases.tar'}", self.work, 300)
        if answer.status:
            raise Missing(f"the bases cannot be loaded: {answer.err}")

    def processes(self):
        """Processes that work with this store, by their environment."""
        mark = f"WORKSHOP_HOME={self.store}".encode()
        for entry in pathlib.Path("/proc").iterdir():
            if entry.name.isdigit() and int(entry.name) != os.getpid():
                try:
                    if mark in (entry / "environ").read_bytes().split(b"\0"):
                        yield int(entry.name)
                except OSError:
                    continue

    def remove_everything(self):
        if not super().remove_everything():
            self.renew()
            return False
        return True

    def finish(self):
        self.renew()


def prepare_bases(work, binary):
    """One archive of base images from the catalogue, so that both sides have the same ones."""
    archive = work / "bases.tar"
    if archive.exists():
        return
    if not binary:
        raise Missing(f"{archive} is not there; name a workshop binary with --workshop to make it")
    subprocess.run([binary, "images", "prepare", *BASES], stderr=subprocess.DEVNULL, check=True)
    partial = archive.with_suffix(".partial")
    subprocess.run([binary, "images", "save", *BASES, "-o", str(partial)], check=True)
    os.chmod(partial, 0o644)
    partial.rename(archive)
