/// The text of a chapter to begin with: each part that a chapter has, small and right.
struct NewChapter {
    var id: String

    var text: String {
        """
        ---
        title: \(title)
        summary: One line that says what this chapter is about.
        goals:
          - say what the reader will be able to do
        minutes: 20
        images: [busybox:latest]
        exercises: []
        ---

        # \(title)

        Say in a few sentences what this is good for.

        ## A first look

        A block of the language `console` is a session. Each command is run by `workshop author test`, and what comes out is compared:

        ```console
        $ docker run --rm busybox echo hello
        hello
        ```

        The figure shows the way of the word:

        ```figure
        ┌────────────┐  echo hello  ┌───────────┐
        │ your shell │ ───────────▶ │ container │
        └────────────┘              └───────────┘
        ```

        ## Files

        A block with `file=` is written into the sandbox's folder, before the blocks below it are run:

        ```dockerfile file=hello/Dockerfile
        FROM busybox:latest
        CMD ["echo", "hello from an image"]
        ```

        ```console
        $ docker build -q -t hello hello
        sha256:…
        $ docker run --rm hello
        hello from an image
        ```

        ## Common mistakes

        Show what a mistake looks like. A command that ends with another status than 0 stands last in its block, which says so:

        ```console status=127
        $ docker run --rm busybox nosuchprogram
        …
        ```

        ## Check yourself

        <details>
        <summary>What runs in a container of the image?</summary>

        What `CMD` says.

        </details>

        """
    }

    /// The name's words, the first with a capital letter.
    private var title: String {
        var words = id.split(separator: "-").map(String.init)
        if let first = words.first, Int(first) != nil { words.removeFirst() }
        let text = words.joined(separator: " ")
        return text.prefix(1).uppercased() + text.dropFirst()
    }
}
