#!/bin/sh
if [ -n "$FRAME_WITH" ]; then
    exec frame --with "$FRAME_WITH" "$1"
fi

exec frame "$1"
