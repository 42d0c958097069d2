#!/bin/bash
if [ -n "$WORD" ]; then
    set -- --word "$WORD" "$@"
fi

exec bell "$@"
