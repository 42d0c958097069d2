#!/bin/sh
# Makes an option of the variable FRAME_WITH, then starts frame.

if [ -n "$FRAME_WITH" ]; then
    set -- --with "$FRAME_WITH" "$@"
fi

exec frame "$@"
