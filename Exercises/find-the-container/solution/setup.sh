#!/bin/sh
# setup.sh          makes containers for you to search, and keys.txt, by which your answers are checked
# setup.sh remove   takes the containers away again
#
# Each time, chance gives the names and the other answers anew, so there is nothing to find out from this file.
# If the command is not called docker here: DOCKER="workshop docker" sh setup.sh

set -eu
docker=${DOCKER:-docker}
course=find-the-container
cd "$(dirname "$0")"

# Only containers of this exercise have this label.
old=$($docker ps -aq --filter "label=course=$course")
[ -z "$old" ] || $docker rm -f $old > /dev/null
[ "${1:-}" != remove ] || { echo "The containers are gone. Your answers stay valid: keys.txt is still there."; exit 0; }

random() { od -An -N2 -tu2 /dev/urandom | tr -d ' '; }

# The names in a new order, as $1, $2, ...
set -- $(printf '%s\n' badger curlew dipper heron lynx marten osprey otter plover raven stoat teal |
    awk -v seed="$(random)" 'BEGIN { srand(seed) } { print rand(), $0 }' | sort -n | cut -d ' ' -f 2)

berth=$(($(random) % 900 + 100))
folder=/srv/dock$(($(random) % 90 + 10))

# make NAME TEAM TIER OPTION... IMAGE COMMAND...
make() {
    name=$1 team=$2 tier=$3
    shift 3
    $docker create --name "$name" --label "course=$course" --label "team=$team" --label "tier=$tier" "$@" > /dev/null
    echo "$name $team" >> list.new
}
started() {
    make "$@"
    $docker start "$name" > /dev/null
}
ended() {
    started "$@"
    $docker wait "$name" > /dev/null
}

: > list.new
running=5
started "$1" harbour store -e "PIER=$(random)" -e "BERTH=$berth" -e "CRANE=$(random)" busybox tail -f /dev/null
started "$2" harbour web -e "BERTH=$(random)" busybox tail -f /dev/null
started "$3" market store -e "BERTH=$(random)" busybox tail -f /dev/null
started "$4" light watch busybox sh -c 'echo "all is quiet"; echo "the light is out"; exec tail -f /dev/null'
started "$5" light watch busybox sh -c 'echo "all is quiet"; echo "the light is on"; exec tail -f /dev/null'
ended "$6" harbour store -e "BERTH=$(random)" busybox true
ended "$7" market web -w "$folder" busybox sh -c 'echo "no more fish" >&2; exit 3'
ended "$8" market web -w /srv/dock00 busybox sh -c 'exit 1'
ended "$9" harbour web busybox sh -c 'exit 33'
store=$1 speaker=$4 failed=$7
shift 9
make "$1" market store busybox true
created=$1
case $(($(random) % 3)) in
0) make "$2" light web busybox true && $docker start "$2" > /dev/null && $docker wait "$2" > /dev/null ;;
1) started "$2" light web busybox tail -f /dev/null && running=6 ;;
2)
    started "$2" light web busybox tail -f /dev/null
    started "$3" light web busybox tail -f /dev/null
    running=7
    ;;
esac

# Of each answer, keys.txt has a fingerprint, from which nobody reads the answer.
hash() { sha256sum | cut -d ' ' -f 1; }
key() {
    salt=$(random)
    echo "$1 $salt $(printf %s "$1:$salt:$2" | hash)" >> keys.txt
}
: > keys.txt
key store "$store"
key berth "$berth"
key failed "$failed"
key folder "$folder"
key created "$created"
key running "$running"
key speaker "$speaker"
echo "list - $(LC_ALL=C sort list.new | hash)" >> keys.txt
rm list.new

echo "There are $($docker ps -aq --filter "label=course=$course" | wc -l | tr -d ' ') containers to search. Look with: docker ps -a"
