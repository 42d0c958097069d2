#!/bin/sh
# poem: prints the poem of the day, and whose it is.
#
# POEM_FILE is the poem. It is private: only the poet may read it.
set -eu

case "${1:-}" in
read)
    cat "$POEM_FILE"
    echo "(read by $(id -un) in $PWD)"
    ;;
wait)
    trap 'echo "poem: good night"; exit 0' INT
    echo "poem: waiting"
    # A shell hears a signal while it waits for a program in the background, not while it runs one.
    while :; do
        sleep 3600 &
        wait $! || true
    done
    ;;
*)
    echo "usage: poem read | wait" >&2
    exit 2
    ;;
esac
