namespace Orders.Cli.Completion;

/// <summary>Shell scripts that complete a command line by this program's <c>[suggest]</c> directive.</summary>
internal static class CompletionScript
{
    /// <summary>The scripts by shell name.</summary>
    public static readonly IReadOnlyDictionary<string, string> ByShell = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["bash"] =
            """
            # Completes the words of the orders command: source <(./orders completion bash)
            _orders() {
              local word=${COMP_LINE:0:COMP_POINT} suggestion start
              word=${word##* }
              # bash completes only what is behind the last colon of consumer:name.
              start=
              if [[ $word == *:* && $COMP_WORDBREAKS == *:* ]]; then start=${word%"${word##*:}"}; fi
              COMPREPLY=()
              while IFS= read -r suggestion; do
                if [[ $suggestion == "$word"* ]]; then COMPREPLY+=("${suggestion#"$start"}"); fi
              done < <("${COMP_WORDS[0]}" "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)
            }
            complete -o default -F _orders orders
            """,
        ["zsh"] =
            """
            #compdef orders
            # Completes the words of the orders command: source <(./orders completion zsh)
            _orders() {
              local -a suggestions
              suggestions=("${(@f)$("${words[1]}" "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
              compadd -a suggestions
            }
            compdef _orders orders
            """,
        ["fish"] =
            """
            # Completes the words of the orders command: ./orders completion fish | source
            function __orders_suggestions
              set -l line (commandline -cp)
              set -l program (commandline -opc)[1]
              $program "[suggest:"(string length -- $line)"]" $line 2>/dev/null
            end
            complete -c orders -f -a '(__orders_suggestions)'
            """,
    };
}
