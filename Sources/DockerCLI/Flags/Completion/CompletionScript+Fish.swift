extension CompletionScript {
    static let fishTemplate = #"""
        # Completion of PROGRAM for fish. To use it now: PROGRAM completion fish | source

        function __NAME_complete
            set -l words (commandline -opc)
            set -l current (commandline -ct)
            set -l program (string replace -r '^~/' $HOME/ -- $words[1])
            set -l answer ($program REQUEST $words[2..-1] "$current" 2>/dev/null)
            test (count $answer) -gt 0; or return
            set -l directive (string replace -r '^:' '' -- $answer[-1])
            string match -qr '^[0-9]+$' -- $directive; or return
            set -e answer[-1]
            for line in $answer
                echo $line
            end
            if test (math "bitand($directive, 4)") -eq 0
                set -l before (string match -r '^--[^=]*=' -- $current)
                set -l part (string replace -r '^--[^=]*=' '' -- $current)
                if test (math "bitand($directive, 16)") -ne 0
                    printf "$before%s\n" (__fish_complete_directories "$part" '')
                else
                    printf "$before%s\n" (__fish_complete_path "$part")
                end
            end
        end

        complete -c PROGRAM -e
        complete -c PROGRAM -f -k -a '(__NAME_complete)'
        """#
}
