#!/usr/bin/env sh
exec /opt/bell/bell ${WORD:+--word "$WORD"} "$@"
