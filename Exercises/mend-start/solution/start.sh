#!/bin/sh
# Makes an option of the variable WORD, then starts the bell.

if [ -n "$WORD" ]; then
    set -- --word "$WORD" "$@"
fi

exec bell "$@"
