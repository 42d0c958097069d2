/// Images made of BusyBox.
extension Script {
    /// What these share.
    static let busyboxCommon = #"""
        apt_busybox() { # FURTHER PACKAGES
            apt_fetch 0.1 busybox-static "$@"
            mkdir -p "$DRAFT/busybox"
            for package in busybox-static "$@"; do
                file=$(apt_host -o "Dir::Cache::archives=$APT/none/" install --print-uris "$package" \
                    | sed -n "s/^'[^']*' \($package"'_[^ ]*\.deb\) .*/\1/p')
                dpkg-deb -x "$APT/archives/$file" "$DRAFT/busybox"
            done
        }

        make_shadow() {
            cut -d: -f1 "$ROOT/etc/passwd" | while read -r name; do echo "$name:*::0:::::"; done > "$ROOT/etc/shadow"
            chmod 640 "$ROOT/etc/shadow"
        }

        add_users_tool() { # FOLDER
            cp "$FILES/users" "$1/adduser"
            chmod 755 "$1/adduser"
            for name in addgroup deluser delgroup; do ln -s adduser "$1/$name"; done
        }

        add_apk() { # FILE
            cat > "$1" <<'END'
        #!/bin/sh
        echo "apk: this image stands in for one of Alpine Linux, which cannot be reached here, and has no packages of its own." >&2
        echo "apk: leave the 'apk' command out for now, or build where Docker Hub can be reached." >&2
        exit 1
        END
            chmod 755 "$1"
        }
        """#

    /// BusyBox alone.
    static let busybox = #"""
        mount_root
        : > "$DRAFT/status"
        apt_configure "$DRAFT/status"
        apt_busybox
        say 0.7 "arranging BusyBox"
        for folder in bin etc home lib root tmp usr/bin usr/sbin var/spool/mail var/www dev proc sys; do
            mkdir -p "$ROOT/$folder"
        done
        chmod 1777 "$ROOT/tmp"
        chmod 700 "$ROOT/root"
        cp "$DRAFT/busybox/bin/busybox" "$ROOT/bin/busybox"
        for applet in $("$ROOT/bin/busybox" --list); do
            case "$applet" in
                busybox | dpkg | dpkg-deb | rpm | init | linuxrc) ;;
                *) ln -s busybox "$ROOT/bin/$applet" ;;
            esac
        done
        ln -s /bin/busybox "$ROOT/usr/bin/env"
        add_users_tool "$ROOT/bin"
        cat > "$ROOT/etc/passwd" <<END
        root:x:0:0:root:/root:/bin/sh
        daemon:x:1:1:daemon:/usr/sbin:/bin/false
        bin:x:2:2:bin:/bin:/bin/false
        sys:x:3:3:sys:/dev:/bin/false
        sync:x:4:100:sync:/bin:/bin/sync
        mail:x:8:8:mail:/var/spool/mail:/bin/false
        www-data:x:33:33:www-data:/var/www:/bin/false
        operator:x:37:37:operator:/var:/bin/false
        nobody:x:65534:65534:nobody:/home:/bin/false
        END
        cat > "$ROOT/etc/group" <<END
        root:x:0:
        daemon:x:1:
        bin:x:2:
        sys:x:3:
        adm:x:4:
        tty:x:5:
        disk:x:6:
        mail:x:8:
        audio:x:29:
        www-data:x:33:
        operator:x:37:
        utmp:x:43:
        video:x:44:
        staff:x:50:
        users:x:100:
        nogroup:x:65534:
        END
        make_shadow
        """#

    /// BusyBox and musl, arranged as Alpine Linux is.
    static let alpine = #"""
        mount_root
        : > "$DRAFT/status"
        apt_configure "$DRAFT/status"
        apt_busybox musl
        say 0.7 "arranging BusyBox and musl"
        for folder in bin dev etc/profile.d home lib media mnt opt proc root run sbin srv sys tmp usr/bin usr/lib \
            usr/local/bin usr/local/lib usr/local/sbin usr/sbin usr/share var/cache var/lib var/log var/mail var/spool; do
            mkdir -p "$ROOT/$folder"
        done
        mkdir -m 1777 "$ROOT/var/tmp"
        chmod 1777 "$ROOT/tmp"
        chmod 700 "$ROOT/root"
        ln -s /run "$ROOT/var/run"
        cp "$DRAFT/busybox/bin/busybox" "$ROOT/bin/busybox"
        for path in $("$ROOT/bin/busybox" --list-full); do
            case "${path##*/}" in
                busybox | dpkg | dpkg-deb | rpm | init | linuxrc) ;;
                *) ln -s /bin/busybox "$ROOT/$path" ;;
            esac
        done
        add_users_tool "$ROOT/usr/sbin"
        for file in "$DRAFT"/busybox/lib/*-linux-musl/libc.so "$DRAFT"/busybox/usr/lib/*-linux-musl/libc.so; do
            [ ! -f "$file" ] || cp "$file" "$ROOT/lib/libc.musl-$MACHINE.so.1"
        done
        ln -s "libc.musl-$MACHINE.so.1" "$ROOT/lib/ld-musl-$MACHINE.so.1"
        add_apk "$ROOT/sbin/apk"
        cat > "$ROOT/etc/os-release" <<END
        NAME="BusyBox and musl in place of Alpine Linux"
        ID=workshop-alpine
        ID_LIKE=alpine
        PRETTY_NAME="BusyBox and musl in place of Alpine Linux"
        END
        echo 'export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' > "$ROOT/etc/profile"
        printf '/bin/sh\n/bin/ash\n' > "$ROOT/etc/shells"
        echo localhost > "$ROOT/etc/hostname"
        cat > "$ROOT/etc/passwd" <<END
        root:x:0:0:root:/root:/bin/sh
        bin:x:1:1:bin:/bin:/sbin/nologin
        daemon:x:2:2:daemon:/sbin:/sbin/nologin
        lp:x:4:7:lp:/var/spool/lpd:/sbin/nologin
        sync:x:5:0:sync:/sbin:/bin/sync
        shutdown:x:6:0:shutdown:/sbin:/sbin/shutdown
        halt:x:7:0:halt:/sbin:/sbin/halt
        mail:x:8:12:mail:/var/mail:/sbin/nologin
        news:x:9:13:news:/usr/lib/news:/sbin/nologin
        uucp:x:10:14:uucp:/var/spool/uucppublic:/sbin/nologin
        cron:x:16:16:cron:/var/spool/cron:/sbin/nologin
        ftp:x:21:21::/var/lib/ftp:/sbin/nologin
        sshd:x:22:22:sshd:/dev/null:/sbin/nologin
        games:x:35:35:games:/usr/games:/sbin/nologin
        ntp:x:123:123:NTP:/var/empty:/sbin/nologin
        guest:x:405:100:guest:/dev/null:/sbin/nologin
        nobody:x:65534:65534:nobody:/:/sbin/nologin
        END
        cat > "$ROOT/etc/group" <<END
        root:x:0:root
        bin:x:1:root,bin,daemon
        daemon:x:2:root,bin,daemon
        sys:x:3:root,bin
        adm:x:4:root,daemon
        tty:x:5:
        disk:x:6:root
        lp:x:7:lp
        kmem:x:9:
        wheel:x:10:root
        floppy:x:11:root
        mail:x:12:mail
        news:x:13:news
        uucp:x:14:uucp
        cron:x:16:cron
        audio:x:18:
        cdrom:x:19:
        dialout:x:20:root
        ftp:x:21:
        sshd:x:22:
        input:x:23:
        tape:x:26:root
        video:x:27:root
        netdev:x:28:
        kvm:x:34:kvm
        games:x:35:
        shadow:x:42:
        www-data:x:82:
        users:x:100:games
        ntp:x:123:
        utmp:x:406:
        ping:x:999:
        nogroup:x:65533:
        nobody:x:65534:
        END
        make_shadow
        """#

    /// BusyBox beside the programs of Debian, for tags that promise Alpine.
    static let alpineTouch = #"""
        mount_root
        apt_configure "$ROOT/var/lib/dpkg/status"
        apt_busybox
        say 0.7 "adding BusyBox"
        cp "$DRAFT/busybox/bin/busybox" "$ROOT/usr/bin/busybox"
        # Applets stand in for programs that the image does not have.
        for applet in $("$ROOT/usr/bin/busybox" --list); do
            case "$applet" in
                busybox | dpkg | dpkg-deb | rpm | init | linuxrc) continue ;;
            esac
            for folder in usr/local/sbin usr/local/bin usr/sbin usr/bin; do
                if [ -e "$ROOT/$folder/$applet" ] || [ -L "$ROOT/$folder/$applet" ]; then continue 2; fi
            done
            ln -s busybox "$ROOT/usr/bin/$applet"
        done
        add_users_tool "$ROOT/usr/local/sbin"
        add_apk "$ROOT/usr/local/sbin/apk"
        """#
}
