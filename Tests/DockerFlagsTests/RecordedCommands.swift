extension RecordedAnswers {
    /// Commands that do not exist.
    static let commands = #"""
        foo → 1 → docker: unknown command: docker foo →  → Run 'docker --help' for more information
        networks → 1 → docker: unknown command: docker networks →  → Run 'docker --help' for more information
        imgaes ls → 1 → docker: unknown command: docker imgaes →  → Run 'docker --help' for more information
        container foo → 1 → docker: unknown command: docker container foo → docker container → Run 'docker container --help' for more information
        container rn → 1 → docker: unknown command: docker container rn → docker container → Run 'docker container --help' for more information
        network foo → 1 → docker: unknown command: docker network foo → docker network → Run 'docker network --help' for more information
        image list2 → 1 → docker: unknown command: docker image list2 → docker image → Run 'docker image --help' for more information
        volume x y → 1 → docker: unknown command: docker volume x → docker volume COMMAND → Run 'docker volume --help' for more information
        system foo → 1 → docker: unknown command: docker system foo → docker system → Run 'docker system --help' for more information
        builder x → 1 → docker: unknown command: docker builder x → docker builder → Run 'docker builder --help' for more information
        context foo → 1 → docker: unknown command: docker context foo → docker context → Run 'docker context --help' for more information
        help foo → 1 → unknown help topic: foo →  → 
        help network foo → 1 → unknown help topic: foo →  → 
        container images → 1 → docker: unknown command: docker container images → docker container → Run 'docker container --help' for more information
        -l xxx ps → 1 → Unable to parse logging level: xxx →  → 
        -H a -H b ps → 1 → Failed to initialize: unable to resolve docker endpoint: Specify only one -H →  → 
        Run img → 1 → docker: unknown command: docker Run →  → Run 'docker --help' for more information
        container LS → 1 → docker: unknown command: docker container LS → docker container → Run 'docker container --help' for more information
        ls → 1 → docker: unknown command: docker ls →  → Run 'docker --help' for more information
        """#
}
