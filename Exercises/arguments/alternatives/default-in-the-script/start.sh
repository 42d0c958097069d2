#!/bin/sh
[ $# -gt 0 ] || set -- Hello
exec frame ${FRAME_WITH:+--with "$FRAME_WITH"} "$@"
