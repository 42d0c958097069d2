/// What all assembling scripts share.
extension Script {
    /// Mounts, packages by the host's package tool, and cleaning up.
    static let common = #"""
        # Runs in mount and process namespaces of its own: whatever happens, its mounts and processes go with it.
        set -eu
        umask 022
        export LC_ALL=C
        mount --make-rprivate /
        APT="$STORE/downloads/apt"
        WHEELS="$STORE/downloads/wheels"

        # Progress goes to descriptor 3: a fraction and a message.
        say() { echo "$1 $2" >&3; }

        # Exit statuses tell what kind of thing went wrong.
        network_failure() { exit 90; }

        # The root file system appears at $ROOT, with the few devices that maintainer scripts need.
        mount_root() {
            ROOT="$DRAFT/merged"
            cd "$STORE"
            if [ -n "$LOWER" ]; then
                mount -t overlay overlay -o "userxattr,lowerdir=$LOWER,upperdir=$DRAFT/upper,workdir=$DRAFT/work" "$ROOT"
            else
                mount --bind "$DRAFT/upper" "$ROOT"
            fi
        }

        mount_devices() {
            mkdir -p "$ROOT/dev" "$ROOT/proc"
            mount -t tmpfs -o mode=755 none "$ROOT/dev"
            for device in null zero full random urandom tty; do
                : > "$ROOT/dev/$device"
                mount --bind "/dev/$device" "$ROOT/dev/$device"
            done
            ln -s /proc/self/fd "$ROOT/dev/fd"
            mount -t proc proc "$ROOT/proc" 2>/dev/null || mount --rbind /proc "$ROOT/proc"
        }

        in_root() {
            chroot "$ROOT" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
                HOME=/root LC_ALL=C DEBIAN_FRONTEND=noninteractive DEBCONF_NONINTERACTIVE_SEEN=true "$@" </dev/null
        }

        # The host's package tool fetches and verifies; its own configuration (proxies, certificates) applies.
        apt_configure() { # STATUS-FILE
            mkdir -p "$APT/lists/partial" "$APT/archives/partial" "$APT/none/partial" "$DRAFT/apt"
            cat > "$DRAFT/apt/apt.conf" <<END
        #clear APT::Update::Post-Invoke;
        #clear APT::Update::Post-Invoke-Success;
        #clear APT::Architectures;
        APT::Architecture "$ARCHITECTURE";
        APT::Architectures { "$ARCHITECTURE"; };
        APT::Default-Release "";
        APT::Install-Recommends "false";
        APT::Keep-Downloaded-Packages "true";
        APT::Sandbox::User "root";
        APT::Update::Error-Mode "any";
        Acquire::AllowInsecureRepositories "false";
        Acquire::Languages "none";
        Acquire::Retries "2";
        Acquire::http::Timeout "30";
        Acquire::https::Timeout "30";
        Dir::Cache::archives "$APT/archives/";
        Dir::Cache::pkgcache "";
        Dir::Cache::srcpkgcache "";
        Dir::Etc::preferences "/dev/null";
        Dir::Etc::preferencesparts "$APT/none/";
        Dir::Etc::sourcelist "$APT/sources.list";
        Dir::Etc::sourceparts "$APT/none/";
        Dir::Etc::trusted "$KEYRING";
        Dir::Etc::trustedparts "$APT/none/";
        Dir::Log "$DRAFT/apt";
        Dir::State::extended_states "$DRAFT/apt/extended_states";
        Dir::State::lists "$APT/lists/";
        Dir::State::status "$1";
        END
        }

        apt_host() { apt-get -q -y -c "$DRAFT/apt/apt.conf" "$@" </dev/null; }

        apt_update() { # FRACTION
            say "$1" "fetching the package lists"
            rm -f "$APT/lists/complete"
            apt_host update || network_failure
            touch "$APT/lists/complete"
        }

        # Fetches packages with all that they need into the archive folder. Lists that are a day old, or that name files which
        # the mirror no longer has, are fetched anew.
        apt_fetch() { # FRACTION PACKAGE...
            fraction=$1
            shift
            [ -n "$(find "$APT/lists/complete" -mtime -1 2>/dev/null)" ] || apt_update "$fraction"
            say "$fraction" "fetching packages"
            apt_host install --download-only "$@" || {
                apt_update "$fraction"
                apt_host install --download-only "$@" || network_failure
            }
        }

        # Fetches packages and installs them by the image's own package tool.
        apt_install() { # PACKAGE...
            apt_configure "$ROOT/var/lib/dpkg/status"
            apt_fetch 0.1 "$@"
            say 0.4 "installing packages"
            mount --bind "$APT/lists" "$ROOT/var/lib/apt/lists"
            mount --bind "$APT/archives" "$ROOT/var/cache/apt/archives"
            in_root apt-get -q -y --no-download --no-install-recommends \
                -o APT::Keep-Downloaded-Packages=true -o APT::Sandbox::User=root install "$@"
            umount "$ROOT/var/lib/apt/lists" "$ROOT/var/cache/apt/archives"
        }

        # Removes what is only of use on the machine where it was made, or differs with every run.
        clean_root() {
            rm -rf "$ROOT"/var/cache/apt/*.bin "$ROOT"/var/cache/debconf/*-old "$ROOT"/var/cache/ldconfig \
                "$ROOT"/var/lib/dpkg/*-old "$ROOT"/etc/*- "$ROOT"/tmp/* "$ROOT"/run/* "$ROOT"/root/.cache
            find "$ROOT/var/log" -type f -delete
            find "$ROOT/usr/share/doc" -mindepth 1 ! -type d ! -name copyright -delete 2>/dev/null || :
        }
        """#
}
