/// The files of an exercise to begin with: small, whole, and right.
struct NewExercise {
    var name: String
    /// The chapter that it belongs to.
    var chapter: String?
    /// Whether the course has a schema for editors.
    var namesSchema: Bool

    /// Paths below the exercise's folder with their texts.
    var files: [(path: String, text: String)] {
        [
            ("exercise.yaml", definition), ("README.md", readme),
            ("starter/Dockerfile", "# Write your Dockerfile here.\nFROM busybox:latest\n"),
            ("solution/Dockerfile", "FROM busybox:latest\nCMD [\"echo\", \"Hello from \(name)\"]\n"),
            (
                "alternatives/entrypoint/Dockerfile",
                "FROM busybox:latest\nENTRYPOINT [\"echo\"]\nCMD [\"Hello from \(name)\"]\n"
            ),
            ("alternatives/shell-form/Dockerfile", "FROM busybox:latest\nCMD echo \"Hello from \(name)\"\n"),
            ("mistakes/other-words/Dockerfile", "FROM busybox:latest\nCMD [\"echo\", \"Hello\"]\n"),
            ("mistakes/runs-too-early/Dockerfile", "FROM busybox:latest\nRUN echo \"Hello from \(name)\"\n"),
        ]
    }

    private var definition: String {
        (namesSchema ? "# yaml-language-server: $schema=../../Schemas/exercise.schema.json\n" : "") + """
            format: 1
            title: An image that says hello
            summary: Make an image whose container prints one line.
            minutes: 10
            \(chapter.map { "chapter: \($0)" } ?? "# chapter: NAME")
            hints:
              - Which instruction says what runs when a container starts?
              - "`RUN` runs while the image is built. What runs in the container is what `CMD` says."
            images: [busybox:latest]
            files: [Dockerfile]

            checks:
              - id: builds
                title: The Dockerfile builds
                reason: Everything else looks at the image that it makes.
                hint: Read the line that is marked below, then look up its instruction.
                points: 1
                limit: 5m
                do:
                  - build: {}

              - id: says-hello
                title: A container of the image prints its line
                reason: What a container runs by itself is part of the image.
                hint: Compare what was printed with the line that is asked for, letter by letter.
                points: 2
                needs: [builds]
                do:
                  - run:
                      image: image
                      expect:
                        stdout: Hello from \(name)

            mistakes:
              other-words:
                summary: It prints something else.
                fails: [says-hello]
              runs-too-early:
                summary: The line is printed while the image is built, not when a container runs.
                fails: [says-hello]
            starter:
              passes: [builds]

            """
    }

    private var readme: String {
        """
        # An image that says hello

        Make an image whose container prints this line and ends:

        ```
        Hello from \(name)
        ```

        ## What you need to know

        \(chapter.map { "The chapter [\($0)](../../Lessons/\($0).md) shows how." } ?? "Say here which chapter shows how.")

        ## What is checked

        - The Dockerfile builds.
        - A container of the image prints the line.

        """
    }
}
