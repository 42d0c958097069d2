"""What a case gave on one side, and how it compares with what Docker gave."""
import difflib
import os
import re
import shutil

from . import golden, masks


def carry_out(case, side):
    """The masked answers of a side, one for each step; ends at a setup step that fails."""
    folder = side.work / "here" / case.name
    shutil.rmtree(folder, ignore_errors=True)
    side.own(folder)
    answers = []
    try:
        for step in case.steps:
            answer = side.run(step.command, folder, step.timeout)
            answer.out = "" if step.is_setup else masks.masked(answer.out, step, case, folder)
            answer.err = "" if step.is_setup and answer.status == 0 else masks.masked(answer.err, step, case, folder)
            answers.append(answer)
            if step.ignores_errors:
                answer.err = ""
            if step.is_setup and answer.status != 0:
                break
    finally:
        os.chdir("/")
        shutil.rmtree(folder, ignore_errors=True)
    return answers


def trimmed(case, answers):
    """Goldens without what is not compared: of a message that is found by patterns only the lines that they find."""
    for step, answer in zip(case.steps, answers):
        if step.says and not step.chosen:
            answer.err = "".join(
                line for line in answer.err.splitlines(True)
                if any(re.search(pattern, line, re.IGNORECASE) for pattern in step.says))
    return answers


def faults(case, answers):
    """What makes a recorded answer useless as a golden."""
    found = []
    for step, answer in zip(case.steps, answers):
        where = f"{case.path}, line {step.line}: {step.command.splitlines()[0]}"
        if answer.status == -1:
            found.append(f"{where}: no end within {step.timeout} s")
        elif step.is_setup and answer.status != 0:
            found.append(f"{where}: setup failed: {answer.err.strip()}")
        for pattern in [] if step.chosen else step.says:
            if not re.search(pattern, answer.err, re.IGNORECASE):
                found.append(f"{where}: standard error does not say {pattern!r} but {answer.err.strip()!r}")
    return found


def differences(case, theirs, ours):
    """Readable differences between the recorded answers and ours; empty when they are alike."""
    found = []
    if len(theirs) != len(case.steps):
        return [f"the golden has {len(theirs)} answers for {len(case.steps)} commands; record it again"]
    for index, step in enumerate(case.steps):
        if index >= len(ours):
            break
        was, now, parts = theirs[index], ours[index], []
        if was.command != step.command.splitlines()[0]:
            return ["the golden is of other commands; record it again"]
        status = was.status if step.expected_status is None else step.expected_status
        free = step.chosen and step.expected_out is None and step.expected_status is None and not step.says
        if free:
            continue
        if now.status != status:
            parts.append(f"exit {now.status}, expected {status}")
        if not step.is_setup:
            if step.expected_out is None:
                expected = was.out
            else:
                expected = "".join(f"{line}\n" for line in step.expected_out)
            if now.out != expected and not (step.chosen and step.expected_out is None):
                parts += difflib.unified_diff(
                    expected.splitlines(), now.out.splitlines(), "docker's out", "workshop's out", lineterm="")
            parts += errors(step, was, now, status)
        elif now.status != status:
            parts.append(now.err.strip())
        if parts:
            found += [f"$ {step.command}"] + [f"    {part}" for part in parts]
    return found


def errors(step, was, now, status):
    if step.ignores_errors:
        return []
    if step.says:
        return [f"err does not say {pattern!r}: {now.err.strip()!r}" for pattern in step.says
                if not re.search(pattern, now.err, re.IGNORECASE)]
    if step.chosen:
        return []
    missing = masks.lacks(was.err, now.err)
    if missing:
        return [f"err lacks {line!r}" for line in missing] + [f"err is {now.err.strip()!r}"]
    if now.err.strip() and not was.err.strip() and status == 0:
        return [f"err should be empty, is {now.err.strip()!r}"]
    return []
