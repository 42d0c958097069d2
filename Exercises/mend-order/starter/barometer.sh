#!/bin/sh
# barometer: tells the pressure of the air at a place, and counts how often somebody asked.
#
#   barometer latest    the newest reading
#   barometer version   what made it, and for which place
#
# PLACE is the place. /srv/sorted.txt holds the readings in order, /srv/table.txt the pressure in other units,
# and /srv/asked.log a line for each question.
set -eu

case "${1:-}" in
latest)
    echo "$(date +%T) latest" >> /srv/asked.log
    pressure=$(tail -n 1 /srv/sorted.txt | cut -d " " -f 2)
    other=$(grep "^$pressure " /srv/table.txt | cut -d " " -f 2)
    echo "$PLACE: $pressure hPa, $other mmHg (asked $(wc -l < /srv/asked.log) times)"
    ;;
version)
    cat /srv/version
    ;;
*)
    echo "usage: barometer latest | version" >&2
    exit 2
    ;;
esac
