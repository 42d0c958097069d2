if [ -n "$FRAME_WITH" ]; then
    exec sh /frame/frame --with "$FRAME_WITH" "$@"
fi
exec sh /frame/frame "$@"
