#!/bin/sh
# desk: serves a page on port 8080, and a guest book that counts its visitors.
#
# PAGES    the folder of the page; `desk prepare` makes it, in the build or at the start
# RUN_DIR  the folder for what is needed while it runs
# DATA     the folder of the guest book, which is to be kept
set -eu

PAGES=${PAGES:-/srv/desk/pages}
RUN_DIR=${RUN_DIR:-/srv/desk/run}
DATA=${DATA:-/srv/desk/data}

prepare() {
    mkdir -p "$PAGES/cgi-bin"
    echo "<h1>The front desk</h1>" > "$PAGES/index.html"
    cat > "$PAGES/cgi-bin/visit" <<'SCRIPT'
#!/bin/sh
printf 'Content-Type: text/plain\r\n\r\n'
if echo "a visit" 2>/dev/null >> "$DATA/visits"; then
    echo "You are number $(wc -l < "$DATA/visits")."
else
    echo "The guest book cannot be written."
fi
SCRIPT
    chmod +x "$PAGES/cgi-bin/visit"
}

case "${1:-}" in
prepare)
    prepare
    ;;
serve)
    # The page is made now if the build has not made it.
    [ -f "$PAGES/cgi-bin/visit" ] || prepare
    mkdir -p "$RUN_DIR"
    echo ".txt:text/plain" > "$RUN_DIR/httpd.conf"
    export DATA
    echo "desk: serving $PAGES"
    exec httpd -f -p 8080 -h "$PAGES" -c "$RUN_DIR/httpd.conf"
    ;;
*)
    echo "usage: desk prepare | serve" >&2
    exit 2
    ;;
esac
