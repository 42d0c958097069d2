#!/bin/sh
# notes: keeps short notes in a file, and whole files in a folder.
#
#   notes add TEXT     adds a line to the notes
#   notes list         shows them
#   notes put NAME     keeps what comes on standard input as a file
#   notes files        shows the names of the files
#   notes serve        waits until it is told to stop
#
# NOTES_DIR is the folder of the notes, UPLOADS_DIR the folder of the files.
set -eu

notes=${NOTES_DIR:-/tmp/notes}
uploads=${UPLOADS_DIR:-/tmp/uploads}

case "${1:-}" in
add)
    shift
    mkdir -p "$notes"
    echo "$*" >> "$notes/notes.txt"
    ;;
list)
    cat "$notes/notes.txt"
    ;;
put)
    mkdir -p "$uploads"
    cat > "$uploads/$2"
    ;;
files)
    ls "$uploads"
    ;;
serve)
    trap 'echo "notes: stopped"; exit 0' TERM INT
    echo "notes: ready, notes in $notes, files in $uploads"
    # A shell hears a signal while it waits for a program in the background, not while it runs one.
    while :; do
        sleep 3600 &
        wait $! || true
    done
    ;;
*)
    echo "usage: notes add TEXT | list | put NAME | files | serve" >&2
    exit 2
    ;;
esac
