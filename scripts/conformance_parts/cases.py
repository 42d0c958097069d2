"""The cases on disk, and their contexts as a build sees them."""
import base64
import json
import os
import re
import shutil
import socket
import stat


class Case:
    def __init__(self, folder, name):
        self.folder = folder
        self.name = name
        path = folder / "case.json"
        self.options = json.loads(path.read_text()) if path.exists() else {}

    def get(self, key, default=None):
        return self.options.get(key, default)

    def prepare(self, target):
        """Makes the context below `target`. Returns its folder, and the Dockerfile's folder and name."""
        context = target / "context"
        copy_tree(self.folder / self.get("context", "context"), context)
        for name, source in self.get("namedContexts", {}).items():
            copy_tree(self.folder / source, target / "named" / name)
        for step in self.get("setup", []):
            set_up(os.fsencode(context), step)
        name = self.get("dockerfile", "Dockerfile")
        if name.startswith("context/"):
            return context, context, name.removeprefix("context/")
        return context, self.folder, name


def find(root, names):
    found = []
    for topic in sorted(path for path in root.iterdir() if path.is_dir() and path.name != "bases"):
        for folder in sorted(path for path in topic.iterdir() if path.is_dir() and not path.name.startswith("_")):
            name = f"{topic.name}/{folder.name}"
            if not names or topic.name in names or name in names:
                found.append(Case(folder, name))
    return found


def copy_tree(source, target):
    """Copies with the modes that a checkout may have lost: 0755 for folders and programs, 0644 for other files."""
    target.mkdir(parents=True, exist_ok=True)
    os.chmod(target, 0o755)
    if not source.exists():
        return
    for entry in sorted(os.scandir(source), key=lambda entry: entry.name):
        path = target / entry.name
        if entry.is_symlink():
            os.symlink(os.readlink(entry.path), path)
        elif entry.is_dir():
            copy_tree(source / entry.name, path)
        else:
            shutil.copyfile(entry.path, path)
            os.chmod(path, 0o755 if entry.stat().st_mode & 0o100 else 0o644)


def unescaped(text):
    """A name's bytes; \\xNN stands for a byte that no JSON text can hold."""
    data = text.encode()
    return re.sub(rb"\\x([0-9a-f]{2})", lambda match: bytes([int(match[1], 16)]), data)


def set_up(root, step):
    """Makes one thing that a checkout cannot hold. The kinds are listed in Tests/Conformance/README.md."""
    kind, path = step["kind"], os.path.join(root, unescaped(step["path"]))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if kind == "file":
        data = base64.b64decode(step["base64"]) if "base64" in step else step.get("content", "").encode()
        with open(path, "wb") as file:
            file.write(data * step.get("times", 1))
            if "size" in step:
                file.truncate(step["size"])
        os.chmod(path, 0o644)
    elif kind == "folder":
        os.makedirs(path, exist_ok=True)
        os.chmod(path, 0o755)
    elif kind == "symlink":
        os.symlink(unescaped(step["to"]), path)
    elif kind == "hardlink":
        os.link(os.path.join(root, unescaped(step["to"])), path, follow_symlinks=False)
    elif kind == "fifo":
        os.mkfifo(path, 0o644)
        os.chmod(path, 0o644)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(path)
        os.chmod(path, 0o644)
    elif kind == "device":
        os.mknod(path, stat.S_IFCHR | 0o644, os.makedev(step["major"], step["minor"]))
        os.chmod(path, 0o644)
    elif kind == "xattr":
        os.setxattr(path, step["name"], step["value"].encode(), follow_symlinks=False)
    elif kind not in ("mode", "owner"):
        raise ValueError(f"unknown kind of setup: {kind}")
    if "uid" in step:
        os.chown(path, step["uid"], step["gid"], follow_symlinks=False)
    if "mode" in step:
        os.chmod(path, int(step["mode"], 8))
