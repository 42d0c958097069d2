#!/bin/sh
[ $# -gt 0 ] || set -- 1
[ -z "$WORD" ] || set -- "$@" --word "$WORD"
exec bell "$@"
