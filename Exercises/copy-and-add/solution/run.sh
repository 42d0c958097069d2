#!/bin/sh
echo "run.sh: ready, $(find /srv/site -name '*.html' 2>/dev/null | wc -l) pages"
