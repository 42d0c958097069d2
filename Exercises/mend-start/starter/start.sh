#!/bin/bash
# Makes an option of the variable WORD, then starts the bell.

if [ -n "$WORD" ]; then
    set -- --word "$WORD" "$@"
fi

bell $* &
