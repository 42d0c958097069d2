#!/bin/sh
if [ -n "$WORD" ]; then
    set -- --word "$WORD" "$@"
fi

exec bell 1
