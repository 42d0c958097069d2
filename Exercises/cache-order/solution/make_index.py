"""Reads words.txt and writes an index by their letters to standard output. This is the slow part of the build."""

import collections
import hashlib


def main():
    index = collections.defaultdict(list)
    for word in open("words.txt", encoding="utf-8").read().split():
        key = "".join(sorted(word.lower()))
        # What makes it slow. A real build would fetch and compile packages here.
        for _ in range(1000):
            hashlib.sha256(key.encode()).digest()
        index[key].append(word)
    for key in sorted(index):
        print(key, " ".join(index[key]))


if __name__ == "__main__":
    main()
