"""What may differ from run to run, and what a message is without its frame."""
import re

ALWAYS = [
    (r"sha256:[0-9a-f]{64}\b", "<DIGEST>"),
    (r"\b[0-9a-f]{64}\b", "<ID64>"),
    (r"\b(?=[0-9a-f]*\d)[0-9a-f]{12}\b", "<ID12>"),
    (r"\b(?!0001-)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", "<TIME>"),
    (r"\b(?!0001-)\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)? [+-]\d{4} [A-Z]+( m=\S+)?", "<TIME>"),
    (r"\b(Less than a second|About a minute|About an hour|\d+ (seconds?|minutes?|hours|days|weeks|months|years)) ago",
     "<AGE> ago"),
    (r"\bUp (Less than a second|About a minute|About an hour|\d+ (seconds?|minutes?|hours|days|weeks))", "Up <AGE>"),
]

NAMED = {
    "ip": [(r"\b(172\.(1[6-9]|2\d|3[01])\.\d+|192\.168\.\d+|10\.\d+\.\d+)\.\d+\b", "<IP>")],
    "mac": [(r"\b([0-9a-f]{2}:){5}[0-9a-f]{2}\b", "<MAC>")],
    "size": [(r"\b\d+(\.\d+)? ?[kKMGT]?i?B\b", "<SIZE>")],
    "name": [(r"\b[a-z]+_[a-z]+\d?\b", "<NAME>")],
    "number": [(r"\b\d+\b", "<N>")],
    "port": [(r"\b[345]\d{4}\b", "<PORT>")],
    "version": [(r"\b\d+\.\d+(\.\d+)*([+~-][\w.+~-]+)?", "<VERSION>")],
    "percent": [(r"\b\d+(\.\d+)?%", "<PERCENT>")],
}


def masked(text, step, case, folder):
    text = text.replace("\r\n", "\n").replace(str(folder), "<HERE>")
    names = case.masks | step.masks
    for pattern, word in ALWAYS + [rule for name in sorted(names) for rule in NAMED[name]]:
        text = re.sub(pattern, word, text)
    if not step.exact:
        text = re.sub(r"[ \t]{2,}", "  ", text)
        text = "\n".join(line.rstrip() for line in text.split("\n"))
    if step.sorts:
        text = "".join(sorted(line if line.endswith("\n") else line + "\n" for line in text.splitlines(True)))
    return text


FRAME = [
    r"^(docker: |error response from daemon: |error: |invalid argument: )+",
    r"^(see|s?run) '[^']*--help'.*$",
    r"^for more help on how to use docker.*$",
    r"^usage: .*$",
]


def essence(text):
    """The lines of an error without the words around them that say nothing of what happened."""
    lines = []
    for line in text.lower().splitlines():
        for pattern in FRAME:
            line = re.sub(pattern, "", line.strip())
        line = re.sub(r"\s+", " ", line).strip(" .")
        if line:
            lines.append(line)
    return lines


def lacks(theirs, ours):
    """What the recorded message says and ours does not, line by line. More words of ours are no fault."""
    said = re.sub(r"\s+", " ", " ".join(essence(ours)))
    return [line for line in essence(theirs) if line not in said]
