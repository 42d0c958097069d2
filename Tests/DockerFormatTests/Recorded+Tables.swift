extension Recorded {
    static let table: [Recorded] = [
        .init("", ""),
        .init("a", "a"),
        .init("a\tb", "a         b"),
        .init("a\tb\nc\td", "a         b\nc         d"),
        .init("short\tx\nmuch longer cell\ty\n", "short              x\nmuch longer cell   y\n"),
        .init("a\tb\tc\n\nlonger line here\tb\tc\n", "a         b         c\n\nlonger line here   b         c\n"),
        .init("one\na\tb\n", "one\na         b\n"),
        .init(
            "a\t\tc\nxxxxxxxxxxxxxxx\tyyyyyyyyyyyyyy\tz\n",
            "a                                  c\nxxxxxxxxxxxxxxx   yyyyyyyyyyyyyy   z\n"),
        .init("日本語日本語\tx\nabc\ty\n", "日本語日本語   x\nabc            y\n"),
        .init("héllo\tx\n", "héllo     x\n"),
        .init("\t\t\n", "                    \n"),
        .init("a\tb\t\nc\td\te\n", "a         b         \nc         d         e\n"),
        .init("x\ty\nnotabs\nlongerthan10chars\tz\n", "x         y\nnotabs\nlongerthan10chars   z\n"),
        .init(
            "1\t2\t3\nverylongvalue\n1\t2\t3\nverylongvalue\tx\n",
            "1         2         3\nverylongvalue\n1               2         3\nverylongvalue   x\n"),
    ]

    static let table20: [Recorded] = [
        .init(
            "UID\tPID\tCMD\nroot\t1\tsleep 1\n",
            "UID                 PID                 CMD\nroot                1                   sleep 1\n")
    ]
}
