"""What a build gave, as the text of expected.json."""
import hashlib
import json
import os
import re
import tarfile
import tempfile

from . import buildkit, servers

KEYS = ["User", "ExposedPorts", "Env", "Entrypoint", "Cmd", "Volumes", "WorkingDir", "Labels", "StopSignal",
        "Healthcheck", "Shell", "OnBuild"]


def record(peer, bases, case, scratch):
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        place = type(scratch)(folder)
        context, dockerfile, name = case.prepare(place)
        options = [(f"build-arg:{key}", value) for key, value in case.get("args", {}).items()]
        options += [(f"label:{key}", value) for key, value in case.get("labels", {}).items()]
        if case.get("target"):
            options.append(("target", case.get("target")))
        outputs = [f"type=oci,dest={place}/image.tar", f"type=tar,dest={place}/files.tar"]
        for identifier, value in case.get("secrets", {}).items():
            (place / f"secret-{identifier}").write_text(value)
            outputs.append([f"--secret=id={identifier},src={place}/secret-{identifier}"])
        if case.get("serve"):
            address = servers.address(case.folder / case.get("serve"))
            options.append(("build-arg:SERVER", address))
        locals = [(key, place / "named" / key) for key in case.get("namedContexts", {})]
        try:
            peer.build(context, dockerfile, name, outputs, options, bases.layouts, locals)
        except buildkit.Failure as failure:
            return failed(failure)
        return {
            "outcome": "built", "config": config(place / "image.tar"),
            **difference(tree(place / "files.tar"), tree(bases.trees["base"])),
        }


def failed(failure):
    result = {"outcome": "failed", "message": failure.message}
    status = re.search(r"did not complete successfully: exit code: (\d+)", failure.message)
    if status:
        result["exitStatus"] = int(status[1])
    if failure.line:
        result["line"] = failure.line
    # What is different each time, or tells of the machine.
    result["message"] = re.sub(r" \(did you mean \S+\?\)", "", result["message"])
    for pattern in (r"[a-z0-9]{25}::[a-z0-9]{25}", r"/\S+/cachemounts/buildkit\d+", r"dial tcp: .*$", r"(?<=127\.0\.0\.1:)\d{4,}"):
        result["message"] = re.sub(pattern, "…", result["message"])
    return result


def faults(case, result):
    """What a case says of BuildKit's answer that is not so."""
    says = case.get("says", [])
    if (result["outcome"] == "failed") != bool(says):
        yield f"it {result['outcome']}: {result.get('message', 'but a failure is expected')}"
        return
    for pattern in says:
        if not re.search(pattern, result["message"], re.IGNORECASE):
            yield f"/{pattern}/ is not in: {result['message']}"


def config(path):
    with tarfile.open(path) as archive:
        def load(digest):
            return json.load(archive.extractfile("blobs/" + digest.replace(":", "/")))
        index = json.load(archive.extractfile("index.json"))
        document = load(index["manifests"][0]["digest"])
        if "manifests" in document:
            document = load(document["manifests"][0]["digest"])
        found = load(document["config"]["digest"]).get("config", {})
    result = {key: found[key] for key in KEYS if found.get(key)}
    for key in ("ExposedPorts", "Volumes"):
        if key in result:
            result[key] = sorted(result[key])
    return result


def escaped(data):
    return "".join(
        chr(byte) if 33 <= byte < 127 and byte != 92 else f"\\x{byte:02x}" for byte in data)


def tree(path):
    """The lines of a tree by path: type, mode, owner, and what its type has. See Tests/Conformance/README.md."""
    entries, contents, links = {}, {}, {}
    with tarfile.open(path, errors="surrogateescape") as archive:
        for member in archive:
            name = os.fsencode(member.name.strip("/")).removeprefix(b"./")
            if name in (b"", b"."):
                continue
            if member.islnk():
                links.setdefault(os.fsencode(member.linkname.strip("/")), []).append(name)
                continue
            contents[name] = (member, description(archive, member))
    for target, names in links.items():
        group = sorted([target] + names)
        for name in group:
            contents[name] = contents[target]
            entries[name] = " = " + escaped(group[0]) if name != group[0] else ""
    result = {}
    for name in sorted(contents):
        result[escaped(name)] = contents[name][1] + entries.get(name, "")
    return result


def description(archive, member):
    mode, owner = f"{member.mode & 0o7777:04o}", f"{member.uid}:{member.gid}"
    if member.isreg():
        data = archive.extractfile(member).read()
        text = f"f {mode} {owner} {len(data)} {hashlib.sha256(data).hexdigest()[:16]}"
    elif member.isdir():
        text = f"d {mode} {owner}"
    elif member.issym():
        text = f"l {mode} {owner} -> {escaped(os.fsencode(member.linkname))}"
    elif member.ischr() or member.isblk():
        text = f"{'c' if member.ischr() else 'b'} {mode} {owner} {member.devmajor},{member.devminor}"
    else:
        text = f"p {mode} {owner}"
    for key in sorted(member.pax_headers):
        if key.startswith("SCHILY.xattr."):
            value = os.fsencode(member.pax_headers[key])
            text += f" {key.removeprefix('SCHILY.xattr.')}={value.hex()}"
    return text


def difference(result, base):
    """The whole tree, or what tells it from the base's when that is shorter."""
    lines = [f"{name} {line}" for name, line in result.items()]
    changes = [f"{name} {line}" for name, line in result.items() if base.get(name) != line]
    changes += [f"{name} -" for name in base if name not in result]
    changes.sort()
    return {"from": "base", "tree": changes} if len(changes) < len(lines) else {"from": "nothing", "tree": lines}


def text(result):
    return json.dumps(result, indent=1, ensure_ascii=False) + "\n"
