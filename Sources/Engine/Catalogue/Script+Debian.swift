/// Images made of Debian packages.
extension Script {
    /// The base: the essential packages, `apt`, and what `adduser` needs, without documentation.
    static let debian = #"""
        mount_root
        mkdir -p "$ROOT/etc/dpkg/dpkg.cfg.d" "$ROOT/etc/apt/apt.conf.d" "$ROOT/var/lib/dpkg" "$ROOT/usr/sbin"
        : > "$ROOT/var/lib/dpkg/status"
        : > "$ROOT/var/lib/dpkg/available"
        apt_configure "$ROOT/var/lib/dpkg/status"
        set -- '?essential' adduser apt base-files debian-archive-keyring mount passwd tzdata usr-is-merged
        apt_fetch 0.05 "$@"
        files=$(apt_host -o "Dir::Cache::archives=$APT/none/" install --print-uris "$@" | sed -n "s/^'[^']*' \([^ ]*\.deb\) .*/\1/p")

        say 0.45 "unpacking Debian"
        for folder in bin sbin lib lib64; do
            mkdir -p "$ROOT/usr/$folder"
            ln -s "usr/$folder" "$ROOT/$folder"
        done
        [ "$ARCHITECTURE" = amd64 ] || { rm "$ROOT/lib64"; rmdir "$ROOT/usr/lib64"; }
        cat > "$ROOT/etc/dpkg/dpkg.cfg.d/small-image" <<END
        force-unsafe-io
        path-exclude=/usr/share/doc/*
        path-include=/usr/share/doc/*/copyright
        path-exclude=/usr/share/info/*
        path-exclude=/usr/share/man/*
        path-exclude=/usr/share/locale/*
        path-include=/usr/share/locale/locale.alias
        path-exclude=/usr/share/lintian/*
        END
        cat > "$ROOT/etc/apt/apt.conf.d/small-image" <<END
        APT::Keep-Downloaded-Packages "false";
        Acquire::GzipIndexes "true";
        Acquire::Languages "none";
        END
        # Packages must not start their services while they are installed.
        printf '#!/bin/sh\nexit 101\n' > "$ROOT/usr/sbin/policy-rc.d"
        chmod 755 "$ROOT/usr/sbin/policy-rc.d"
        for file in $files; do
            dpkg-deb --fsys-tarfile "$APT/archives/$file" | tar -x -p -C "$ROOT" --keep-directory-symlink \
                --exclude='./usr/share/doc/*' --exclude='./usr/share/man/*' --exclude='./usr/share/locale/*' \
                --exclude='./usr/share/info/*' --exclude='./usr/share/lintian/*'
        done
        mount_devices

        say 0.6 "installing Debian"
        mkdir -p "$ROOT/var/cache/apt/archives"
        mount --bind "$APT/archives" "$ROOT/var/cache/apt/archives"
        ( for file in $files; do echo "/var/cache/apt/archives/$file"; done ) > "$DRAFT/apt/files"
        in_root dpkg --install --force-depends $(cat "$DRAFT/apt/files")
        umount "$ROOT/var/cache/apt/archives"
        cp "$APT/sources.list" "$ROOT/etc/apt/sources.list"
        : > "$ROOT/etc/machine-id"
        clean_root
        """#

    /// What the larger official images have in common.
    static let tools = #"""
        mount_root
        mount_devices
        apt_install ca-certificates curl libatomic1 procps wget
        clean_root
        """#

    /// Python with pip and venv.
    static let python = #"""
        mount_root
        mount_devices
        apt_install python3 python3-pip python3-venv
        ln -s /usr/bin/python3 "$ROOT/usr/local/bin/python"
        # pip may install for the whole system here: the image belongs to one application.
        rm -f "$ROOT"/usr/lib/python3*/EXTERNALLY-MANAGED
        clean_root
        """#

    /// The Redis server.
    static let redis = #"""
        mount_root
        mount_devices
        apt_install redis-server redis-tools
        # Outside a container, Redis answers its own machine only unless it has a password. Here the container is the boundary.
        cat > "$ROOT/usr/local/bin/redis-server" <<'END'
        #!/bin/sh
        case " $* " in
            *protected-mode* | *" --version "* | *" -v "* | *" --help "* | *" -h "* | *" --check-system "*) ;;
            *) set -- "$@" --protected-mode no ;;
        esac
        exec /usr/bin/redis-server "$@"
        END
        cat > "$ROOT/usr/local/bin/docker-entrypoint.sh" <<'END'
        #!/bin/sh
        set -e
        # Options and configuration files may be given without the program's name.
        case "$1" in
            -* | *.conf) set -- redis-server "$@" ;;
        esac
        # The server needs no root: it gets the data folder and a user of its own.
        if [ "$1" = redis-server ] && [ "$(id -u)" = 0 ]; then
            find . ! -user redis -exec chown redis '{}' +
            exec setpriv --reuid=redis --regid=redis --clear-groups -- "$0" "$@"
        fi
        exec "$@"
        END
        chmod 755 "$ROOT/usr/local/bin/redis-server" "$ROOT/usr/local/bin/docker-entrypoint.sh"
        mkdir -p "$ROOT/data"
        in_root chown redis:redis /data
        clean_root
        """#
}
