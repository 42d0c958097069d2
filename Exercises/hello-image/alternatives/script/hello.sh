#!/bin/sh
# Reads line by line, as a shell does it without any other program.
while read -r line; do
    echo "$line"
done < "${0%.sh}.txt"
