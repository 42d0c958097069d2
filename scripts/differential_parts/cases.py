"""The cases of Tests/Differential as they are written down. The format is told in Tests/Differential/README.md."""
import dataclasses
import re

MASKS = {"ip", "mac", "size", "name", "number", "port", "version", "percent"}
DEFAULT_TIMEOUT = 30


class Mistake(Exception):
    """A case file that does not keep to the format."""


@dataclasses.dataclass
class Step:
    command: str
    line: int
    is_setup: bool = False
    masks: set = dataclasses.field(default_factory=set)
    sorts: bool = False
    exact: bool = False
    timeout: int = DEFAULT_TIMEOUT
    says: list = dataclasses.field(default_factory=list)
    ignores_errors: bool = False
    chosen: str | None = None
    expected_out: list | None = None
    expected_status: int | None = None


@dataclasses.dataclass
class Case:
    topic: str
    name: str
    title: str
    line: int
    masks: set = dataclasses.field(default_factory=set)
    rootless: str | None = None
    steps: list = dataclasses.field(default_factory=list)

    @property
    def path(self):
        return f"{self.topic}/{self.name}"


def find(root, filters=()):
    """All cases whose TOPIC/NAME one of the filters finds, in the order they are written in."""
    found = []
    for path in sorted(root.glob("*.cases")):
        found += read(path)
    names = [case.path for case in found]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise Mistake(f"Two cases have the same name: {', '.join(sorted(twice))}")
    return [case for case in found if not filters or any(re.search(pattern, case.path) for pattern in filters)]


def read(path):
    cases, case, step = [], None, None
    for number, line in enumerate(path.read_text().splitlines(), 1):
        where = f"{path.name}:{number}"
        if line.startswith("== "):
            match = re.fullmatch(r"== ([a-z0-9][a-z0-9.-]*): (\S.*)", line)
            if not match:
                raise Mistake(f"{where}: a case begins with `== name: Title.`")
            case, step = Case(path.stem, match[1], match[2], number), None
            cases.append(case)
        elif not line.strip() or line.startswith("#"):
            continue
        elif case is None:
            raise Mistake(f"{where}: nothing may stand before the first case")
        elif line[:2] in ("$ ", "% "):
            step = Step(line[2:], number, is_setup=line[0] == "%")
            case.steps.append(step)
        elif line.startswith("  ") and step:
            step.command += "\n" + line[2:]
        elif line.startswith("@"):
            directive(case, step, line[1:], where)
        else:
            raise Mistake(f"{where}: neither a command nor a directive: {line}")
    for case in cases:
        if not any(not step.is_setup for step in case.steps):
            raise Mistake(f"{path.name}:{case.line}: {case.name} compares nothing")
    return cases


def directive(case, step, text, where):
    word, _, rest = text.partition(" ")
    rest = rest.strip() if word != "out" else rest
    if word == "mask":
        unknown = set(rest.split()) - MASKS
        if unknown:
            raise Mistake(f"{where}: no such mask: {', '.join(unknown)}")
        (step or case).masks |= set(rest.split())
    elif word == "rootless" and not step:
        case.rootless = rest
    elif step is None:
        raise Mistake(f"{where}: @{word} belongs behind a command")
    elif word == "sort":
        step.sorts = True
    elif word == "exact":
        step.exact = True
    elif word == "timeout":
        step.timeout = int(rest)
    elif word == "err":
        if rest == "-":
            step.ignores_errors = True
        else:
            step.says.append(rest)
    elif word == "chosen" and rest:
        step.chosen = rest
    elif word == "out":
        step.expected_out = (step.expected_out or []) + [rest]
    elif word == "exit":
        step.expected_status = int(rest)
    else:
        raise Mistake(f"{where}: unknown directive @{word}")
