/// The tool for users and groups.
extension Script {
    /// `adduser`, `addgroup`, `deluser` and `delgroup` as Alpine has them, which Debian's BusyBox is built without.
    static let users = #"""
        #!/bin/sh
        # Adds and removes users and groups with the options of BusyBox: adduser, addgroup, deluser and delgroup by name.
        set -e
        self=${0##*/}
        passwd=/etc/passwd group=/etc/group shadow=/etc/shadow

        fail() { echo "$self: $*" >&2; exit 1; }

        has() { grep -q "^$2:" "$1" 2>/dev/null; }

        valid() {
            case "$1" in
                '' | -* | *[!A-Za-z0-9_.-]*) fail "'$1' is not a valid name" ;;
            esac
        }

        number() {
            case "$1" in
                '' | *[!0-9]*) fail "'$1' is not a number" ;;
            esac
        }

        # The first number from $1 to $2 that no line of the other arguments, which are files, has in its third field.
        free() {
            first_number=$1 last_number=$2
            shift 2
            cut -d: -f3 "$@" | sort -n | awk -v n="$first_number" -v end="$last_number" \
                '$1 == n { n++ } END { if (n > end) exit 1; print n }' || fail "all numbers up to $last_number are in use"
        }

        # Replaces a file by the output of awk over it, in one step.
        rewrite() {
            file=$1
            shift
            awk -F: -v OFS=: "$@" "$file" > "$file.new"
            cat "$file.new" > "$file"
            rm "$file.new"
        }

        join() { # USER GROUP
            has "$passwd" "$1" || fail "there is no user '$1'"
            has "$group" "$2" || fail "there is no group '$2'"
            rewrite "$group" -v user="$1" -v name="$2" \
                '$1 == name && ("," $4 ",") !~ ("," user ",") { $4 = $4 == "" ? user : $4 "," user } { print }'
        }

        make_group() { # NAME GID
            valid "$1"
            ! has "$group" "$1" || fail "group '$1' in use"
            [ -z "$(awk -F: -v n="$2" '$3 == n' "$group")" ] || fail "gid '$2' in use"
            echo "$1:x:$2:" >> "$group"
        }

        arguments() { # The words without options go to $first and $second.
            first= second=
            for word; do
                if [ -z "$first" ]; then first=$word; elif [ -z "$second" ]; then second=$word; else fail "too many names"; fi
            done
            [ -n "$first" ] || fail "a name is missing"
        }

        system= gid= uid= home= gecos= shell= primary= no_password= no_home= skeleton=/etc/skel words=
        while [ $# -gt 0 ]; do
            case "$1" in
                -S | --system) system=1; shift ;;
                -D | --disabled-password) no_password=1; shift ;;
                -H | --no-create-home) no_home=1; shift ;;
                -g | --gid | --gecos)
                    if [ "$self" = addgroup ]; then gid=$2; number "$gid"; else gecos=$2; fi
                    shift 2 ;;
                -h | --home) home=$2; shift 2 ;;
                -s | --shell) shell=$2; shift 2 ;;
                -G | --ingroup) primary=$2; shift 2 ;;
                -u | --uid) uid=$2; number "$uid"; shift 2 ;;
                -k) skeleton=$2; shift 2 ;;
                --remove-home) shift ;;
                --) shift; words="$words $*"; break ;;
                --*=*) option=${1%%=*} value=${1#*=}; shift; set -- "$option" "$value" "$@" ;;
                -?*)
                    # Several letters in one word: take the first off.
                    case "$1" in
                        -[SDH]?*) rest=${1#-?} letter=${1%"$rest"}; shift; set -- "$letter" "-$rest" "$@" ;;
                        -[ghsGuk]?*) rest=${1#-?} letter=${1%"$rest"}; shift; set -- "$letter" "$rest" "$@" ;;
                        *) fail "there is no option '$1'" ;;
                    esac ;;
                *) words="$words $1"; shift ;;
            esac
        done
        # Names have no spaces, so the words may be split here.
        arguments $words

        case "$self" in
        addgroup)
            if [ -n "$second" ]; then join "$first" "$second"; exit; fi
            if [ -z "$gid" ]; then
                if [ -n "$system" ]; then gid=$(free 100 999 "$group"); else gid=$(free 1000 60000 "$group"); fi
            fi
            make_group "$first" "$gid" ;;
        adduser)
            if [ -n "$second" ]; then join "$first" "$second"; exit; fi
            valid "$first"
            ! has "$passwd" "$first" || fail "user '$first' in use"
            if [ -z "$uid" ]; then
                # A user without a given group gets one of the same number.
                if [ -n "$primary$system" ]; then files=$passwd; else files="$passwd $group"; fi
                if [ -n "$system" ]; then uid=$(free 100 999 $files); else uid=$(free 1000 60000 $files); fi
            fi
            [ -z "$(awk -F: -v n="$uid" '$3 == n' "$passwd")" ] || fail "uid '$uid' in use"
            if [ -n "$primary" ]; then
                gid=$(awk -F: -v name="$primary" '$1 == name { print $3 }' "$group")
                [ -n "$gid" ] || fail "unknown group $primary"
            elif [ -n "$system" ]; then
                gid=$(awk -F: '$1 == "nogroup" { print $3 }' "$group")
            else
                gid=$uid
                make_group "$first" "$gid"
            fi
            [ -n "$shell" ] || { if [ -n "$system" ]; then shell=/bin/false; else shell=/bin/sh; fi; }
            home=${home:-/home/$first}
            echo "$first:x:$uid:$gid:${gecos:-Linux User,,,}:$home:$shell" >> "$passwd"
            [ ! -f "$shadow" ] || echo "$first:!::0:99999:7:::" >> "$shadow"
            if [ -z "$no_home" ] && [ ! -e "$home" ]; then
                mkdir -p "$home"
                [ ! -d "$skeleton" ] || cp -R "$skeleton/." "$home/"
                chown -R "$uid:$gid" "$home"
                chmod 755 "$home"
            fi
            # A password can only be asked for when somebody is there to type it.
            if [ -z "$no_password" ] && [ -z "$system" ] && [ -t 0 ]; then passwd "$first"; fi ;;
        deluser)
            if [ -n "$second" ]; then
                has "$group" "$second" || fail "there is no group '$second'"
                rewrite "$group" -v user="$first" -v name="$second" '
                    $1 == name { n = split($4, m, ","); $4 = ""
                        for (i = 1; i <= n; i++) if (m[i] != user) $4 = $4 == "" ? m[i] : $4 "," m[i] } { print }'
                exit
            fi
            has "$passwd" "$first" || fail "unknown user $first"
            rewrite "$passwd" -v name="$first" '$1 != name'
            [ ! -f "$shadow" ] || rewrite "$shadow" -v name="$first" '$1 != name'
            rewrite "$group" -v user="$first" '{ n = split($4, m, ","); $4 = ""
                for (i = 1; i <= n; i++) if (m[i] != user) $4 = $4 == "" ? m[i] : $4 "," m[i] }
                !($1 == user && $4 == "")' ;;
        delgroup)
            has "$group" "$first" || fail "unknown group $first"
            rewrite "$group" -v name="$first" '$1 != name' ;;
        *) fail "call this as adduser, addgroup, deluser or delgroup" ;;
        esac
        """#
}
