#!/bin/sh
# Makes an option of the variable FRAME_WITH, then starts frame.

if [ -n "$FRAME_WITH" ]; then
    set -- --with "$FRAME_WITH" "$@"
fi

# Complete it here: frame has to run, with the arguments that are there now.
