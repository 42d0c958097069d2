#!/bin/sh
trap '' TERM
if [ -n "$WORD" ]; then
    set -- --word "$WORD" "$@"
fi

exec bell "$@"
