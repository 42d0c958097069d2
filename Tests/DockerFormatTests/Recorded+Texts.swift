extension Recorded {
    static let ellipsis: [Recorded] = [
        .init("5:", ""),
        .init("10:hello", "hello"),
        .init("5:hello", "hello"),
        .init("4:hello", "hel…"),
        .init("1:hello", "h"),
        .init("0:hello", ""),
        .init("2:hello", "h…"),
        .init("6:héllo wörld", "héllo…"),
        .init("12:日本語テスト", "日本語テスト"),
        .init("6:日本語テスト", "日本…"),
        .init("5:日本語テスト", "日本…"),
        .init("3:a日本", "a…"),
        .init("4:a日本", "a日…"),
        .init("3:✓✓✓✓", "✓✓…"),
        .init("20:nginx -g 'daemon off;'", "nginx -g 'daemon of…"),
    ]

    static let shortID: [Recorded] = [
        .init("", ""),
        .init("abc", "abc"),
        .init("0123456789abcdef", "0123456789ab"),
        .init("sha256:0123456789abcdef", "0123456789ab"),
        .init("sha256:ab", "ab"),
        .init("x:y:0123456789abcdef", "y:0123456789"),
    ]
}
