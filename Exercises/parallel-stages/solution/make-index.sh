#!/bin/sh
# make-index.sh FOLDER: prints the entries of a folder, one a line: the day, a tab, the text.
set -eu
cd "$1"
for file in *.txt; do
    printf '%s\t%s\n' "${file%.txt}" "$(tr '\n' ' ' < "$file" | sed 's/ *$//')"
done
