#!/bin/sh
if [ -n "$FRAME_WITH" ]; then
    set -- --with "$FRAME_WITH" "$@"
fi

frame "$@"
echo "framed" >&2
