"""What Docker answered, kept beside the cases: TOPIC.golden for TOPIC.cases."""
import dataclasses


@dataclasses.dataclass
class Answer:
    command: str
    out: str = ""
    err: str = ""
    status: int = 0


def text(results):
    """The file for [(case name, [Answer])]."""
    lines = []
    for name, answers in results:
        lines.append(f"== {name}")
        for answer in answers:
            lines += [f"$ {answer.command.splitlines()[0]}"]
            lines += kept("out", answer.out) + kept("err", answer.err)
            lines.append(f"exit {answer.status}")
        lines.append("")
    return "\n".join(lines)


def kept(stream, value):
    if not value:
        return []
    parts = value.split("\n")
    last = parts.pop()
    return [f"{stream}| {part}" if part else f"{stream}|" for part in parts] + ([f"{stream}\\ {last}"] if last else [])


def read(path):
    """{case name: [Answer]}"""
    found, answers = {}, []
    if not path.exists():
        return found
    for line in path.read_text().split("\n"):
        if line.startswith("== "):
            answers = found.setdefault(line[3:], [])
        elif line.startswith("$ "):
            answers.append(Answer(line[2:]))
        elif line.startswith("exit "):
            answers[-1].status = int(line[5:])
        elif line[:4] in ("out|", "err|", "out\\", "err\\"):
            stream, ending = line[:3], "\n" if line[3] == "|" else ""
            setattr(answers[-1], stream, getattr(answers[-1], stream) + line[5:] + ending)
    return found
