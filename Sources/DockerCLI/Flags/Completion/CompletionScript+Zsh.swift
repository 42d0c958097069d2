extension CompletionScript {
    static let zshTemplate = #"""
        #compdef PROGRAM
        # Completion of PROGRAM for zsh. To use it now: source <(PROGRAM completion zsh)

        _NAME() {
            local line word directive
            local -a answer open closed
            answer=("${(@f)$("${words[1]/#\~\//$HOME/}" REQUEST "${(@)words[2,CURRENT-1]}" "$PREFIX" 2>/dev/null)}")
            directive=${answer[-1]#:}
            answer[-1]=()
            [[ $directive == <-> ]] || return 1

            for line in "${answer[@]}"; do
                word=${line%%$'\t'*}
                # A colon divides a word from its description.
                line=${word//:/\\:}${${line#"$word"}/$'\t'/:}
                if [[ $word == *[=:] ]]; then
                    open+=("$line")
                else
                    closed+=("$line")
                fi
            done
            local found=1
            if (( ${#closed} )) && _describe -V 'candidates' closed; then found=0; fi
            if (( ${#open} )) && _describe -V 'candidates' open -S ''; then found=0; fi
            if (( directive & 16 )); then
                compset -P '*='
                _files -/ && found=0
            elif (( !(directive & 4) )); then
                compset -P '*='
                _files && found=0
            fi
            return found
        }

        if [[ ${funcstack[1]} == _NAME ]]; then
            _NAME "$@"
        elif (( $+functions[compdef] )); then
            compdef _NAME PROGRAM
        fi
        """#
}
