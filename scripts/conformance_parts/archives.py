#!/usr/bin/env python3
"""Makes the archives of Tests/Conformance/add/_archives; run it to see or change what they hold."""
import bz2
import gzip
import io
import lzma
import pathlib
import subprocess
import tarfile
import zipfile

TARGET = pathlib.Path(__file__).resolve().parent.parent.parent / "Tests/Conformance/add/_archives"


def entry(name, kind=tarfile.REGTYPE, data=b"", **fields):
    info = tarfile.TarInfo(name)
    info.type, info.size = kind, len(data)
    info.mode = 0o755 if kind == tarfile.DIRTYPE else 0o644
    for key, value in fields.items():
        setattr(info, key, value)
    return info, data


def tar(*entries):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for info, data in entries:
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def write(name, data):
    (TARGET / name).write_bytes(data)


def main():
    TARGET.mkdir(parents=True, exist_ok=True)
    plain = tar(entry("folder", tarfile.DIRTYPE), entry("folder/file", data=b"in a tar\n"), entry("top", data=b"top\n"))
    write("plain.tar", plain)
    write("gz.tar.gz", gzip.compress(plain, mtime=0))
    write("odd-name", gzip.compress(plain, mtime=0))
    write("bz2.tar.bz2", bz2.compress(plain))
    write("xz.tar.xz", lzma.compress(plain))
    write("zst.tar.zst", subprocess.run(["zstd", "-qc"], input=plain, capture_output=True, check=True).stdout)
    write("truncated.tar.gz", gzip.compress(tar(entry("a", data=bytes(i * 7919 % 251 for i in range(9000)))), mtime=0)[:400])
    write("no-archive.tar.gz", b"this is no archive\n")
    write("text.gz", gzip.compress(b"only text\n", mtime=0))
    write("empty.tar", tar())
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(zipfile.ZipInfo("inside"), "zip\n")
    write("z.zip", stream.getvalue())
    write("kinds.tar", tar(
        entry("d", tarfile.DIRTYPE, mode=0o2750, uid=11, gid=12),
        entry("d/f", data=b"f\n", mode=0o4755, uid=13, gid=14),
        entry("d/hard", tarfile.LNKTYPE, linkname="d/f", mode=0o4755, uid=13, gid=14),
        entry("d/soft", tarfile.SYMTYPE, linkname="f", uid=15, gid=16),
        entry("d/absolute", tarfile.SYMTYPE, linkname="/etc/passwd"),
        entry("d/pipe", tarfile.FIFOTYPE, mode=0o600),
        entry("d/null", tarfile.CHRTYPE, devmajor=1, devminor=3, mode=0o666),
        entry("d/" + "long" * 50, data=b"long\n"),
        entry("d/with note", data=b"x", pax_headers={"SCHILY.xattr.user.note": "kept"}),
        entry("no/parents/file", data=b"y", uid=17, gid=18)))
    write("over.tar", tar(
        entry("data/file", data=b"replaced\n", mode=0o600),
        entry("opt", tarfile.DIRTYPE, mode=0o711, uid=5, gid=6),
        entry("link-file", data=b"no link any more\n"),
        entry("link-relative/new", data=b"through the link\n"),
        entry("data/dir", tarfile.SYMTYPE, linkname="/elsewhere"),
        entry("etc/passwd", tarfile.DIRTYPE)))
    write("dots.tar", tar(entry("../../up", data=b"up\n"), entry("/absolute", data=b"abs\n"), entry("./x/../y", data=b"y\n")))
    write("through.tar", tar(
        entry("out", tarfile.SYMTYPE, linkname="../../.."),
        entry("out/tmp-file", data=b"through\n")))
    write("twice.tar", tar(
        entry("a", data=b"first\n"), entry("b", tarfile.DIRTYPE), entry("a", data=b"second\n"),
        entry("b", data=b"a file now\n"), entry("c", data=b"c\n"), entry("c", tarfile.DIRTYPE)))


if __name__ == "__main__":
    main()
