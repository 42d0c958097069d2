"""Prints the words of the dictionary that can be made of the letters of a word."""

import pathlib
import sys

INDEX = pathlib.Path("/app/index.txt")


def letters(word):
    return "".join(sorted(word.lower()))


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: app.py WORD")
    wanted = letters(sys.argv[1])
    for line in INDEX.read_text(encoding="utf-8").splitlines():
        key, words = line.split(" ", 1)
        if key == wanted:
            print(words)
            return
    print("nothing")


if __name__ == "__main__":
    main()
