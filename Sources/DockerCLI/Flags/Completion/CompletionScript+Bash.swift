extension CompletionScript {
    /// Bash splits words at `:` and `=`; the script joins what stands together on the line, and gives back only the part that bash replaces.
    static let bashTemplate = #"""
        # Completion of PROGRAM for bash. To use it now: source <(PROGRAM completion bash)

        __NAME_complete() {
            local line=${COMP_LINE:0:COMP_POINT} index word
            local -a words=()
            for ((index = 0; index <= COMP_CWORD; index++)); do
                word=${COMP_WORDS[index]}
                if ((index == COMP_CWORD)) && [[ -z $line || $line == [[:space:]] ]]; then
                    word=""
                fi
                if ((index > 0)) && [[ -n $line && $line != [[:space:]]* ]]; then
                    words[${#words[@]}-1]+=$word
                else
                    line=${line#"${line%%[![:space:]]*}"}
                    words+=("$word")
                fi
                line=${line#"$word"}
            done
            local last=$((${#words[@]} - 1))
            local current=${words[last]} quoted=0
            # Behind an opening quote bash divides nothing, and adds the closing one itself.
            if [[ $current == [\"\']* ]]; then
                quoted=1
                current=${current:1}
                words[last]=$current
            fi

            local -a answer=()
            mapfile -t answer < <("${words[0]/#\~\//$HOME/}" REQUEST "${words[@]:1}" 2>/dev/null)
            ((${#answer[@]} > 0)) || return 0
            local directive=${answer[-1]#:}
            unset 'answer[-1]'
            [[ $directive =~ ^[0-9]+$ ]] || return 0

            # What bash will not replace because it stands before the last : or =.
            local kept=""
            if ((!quoted)) && [[ $COMP_WORDBREAKS == *:* && $current == *:* ]]; then
                kept=${current%"${current##*:}"}
            fi
            if ((!quoted)) && [[ $COMP_WORDBREAKS == *=* && $current == *=* ]]; then
                local before=${current%"${current##*=}"}
                ((${#before} > ${#kept})) && kept=$before
            fi

            local tab=$'\t' width=0
            for word in "${answer[@]}"; do
                word=${word%%"$tab"*}
                word=${word#"$kept"}
                ((${#word} > width)) && width=${#word}
            done
            local open=0
            for word in "${answer[@]}"; do
                [[ ${word%%"$tab"*} == *[=:] ]] && open=1
            done
            for word in "${answer[@]}"; do
                local summary=""
                [[ $word == *"$tab"* ]] && summary=${word#*"$tab"}
                word=${word%%"$tab"*}
                word=${word#"$kept"}
                if ((COMP_TYPE == 63 && ${#answer[@]} > 1)) && [[ -n $summary ]]; then
                    printf -v word "%-*s  (%s)" "$width" "$word" "$summary"
                    word=${word:0:${COLUMNS:-80}-2}
                elif ((open)) && [[ $word != *[=:] ]]; then
                    word+=" "
                fi
                COMPREPLY+=("$word")
            done

            if ((open)); then
                compopt -o nospace 2>/dev/null
            fi
            if ((directive & 16)); then
                compopt -o dirnames 2>/dev/null
            elif ((!(directive & 4))); then
                if ((${#COMPREPLY[@]} == 0)); then
                    compopt -o default 2>/dev/null
                else
                    local part=${current#"$kept"}
                    mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$part")
                fi
            fi
            compopt -o nosort 2>/dev/null
            return 0
        }

        complete -F __NAME_complete PROGRAM
        """#
}
