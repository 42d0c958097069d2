extension Recorded {
    static let escaping = group(
        "Escaping", of: .basic,
        [
            .init("{{html .Html}}", "&lt;a href=&#34;x&#34;&gt;&#39;&amp;&#39;&lt;/a&gt;"),
            .init("{{js .Html}}", "\\u003Ca href\\u003D\\\"x\\\"\\u003E\\'\\u0026\\'\\u003C/a\\u003E"),
            .init("{{urlquery .Html}}", "%3Ca+href%3D%22x%22%3E%27%26%27%3C%2Fa%3E"),
            .init("{{html .Name .Count}}", "web3"),
            .init("{{html .Nil}}", "&lt;no value&gt;"),
            .init("{{js .Uni}}", "héllo wörld ✓"),
            .init("{{urlquery .Uni}}", "h%C3%A9llo+w%C3%B6rld+%E2%9C%93"),
            .init("{{`a\nb`}}", "a\nb"),
            .init("{{js `a=b`}}", "a\\u003Db"),
        ])
}
