#!/bin/sh
if [ -n "$FRAME_WITH" ]; then
    set -- --with "$FRAME_WITH" "$@"
fi

exec frame $*
