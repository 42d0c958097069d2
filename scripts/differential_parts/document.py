"""The list of chosen differences in docs/differences-docker.md, kept between two marks."""
BEGIN, END = "<!-- chosen differences, written by scripts/differential -->", "<!-- end -->"


def write(path, chosen):
    lines = ["| case | what is different |", "| --- | --- |"]
    for case in chosen:
        for reason in dict.fromkeys(step.chosen for step in case.steps if step.chosen):
            lines.append(f"| `{case.path}` | {reason} |")
    lines += ["", "## Not as an ordinary user", "", "| case | why |", "| --- | --- |"]
    lines += [f"| `{case.path}` | {case.rootless} |" for case in chosen if case.rootless]
    text = path.read_text()
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    path.write_text(before + BEGIN + "\n" + "\n".join(lines) + "\n" + END + after)
