namespace Orders.Local.Processes;

/// <summary>
/// The small POSIX shell between this process and each child. A process that is killed with SIGKILL cannot clean up, but the kernel closes its
/// pipes: the guardian reads ours, and when it ends, it kills the child.
/// </summary>
static class Guardian
{
    /// <summary>
    /// <c>$@</c> is the command. The first line of output is the child's process id. Each line of input is a signal for the child
    /// (<c>TERM</c>, <c>STOP</c>, <c>CONT</c>); the end of input is KILL. The exit status is the child's.
    /// </summary>
    /// <remarks>
    /// The inner shell prints its own id and then becomes the command, so that no output can come before the id. The ignored signals are the
    /// terminal's: Ctrl-C is for this process, which stops the children in order.
    /// </remarks>
    const string Script = """
        trap '' INT QUIT HUP
        exec 3<&0
        sh -c 'echo $$; exec "$@"' sh "$@" </dev/null 3<&- &
        child=$!
        { while read -r signal <&3; do kill -s "$signal" "$child"; done; kill -s KILL "$child"; } >/dev/null 2>&1 &
        reader=$!
        exec 3<&-
        wait "$child"
        status=$?
        kill "$reader" 2>/dev/null
        exit "$status"
        """;

    const string Shell = "/bin/sh";

    /// <summary>A separate session, if the system has the tool, keeps the terminal's signals away.</summary>
    static readonly string? Setsid = Array.Find(["/usr/bin/setsid", "/bin/setsid"], File.Exists);

    /// <summary>Returns the file and the arguments that run <paramref name="command"/> with a guardian.</summary>
    public static (string File, IReadOnlyList<string> Arguments) Guard(IReadOnlyList<string> command) => Setsid is null
        ? (Shell, ["-c", Script, "sh", .. command])
        : (Setsid, [Shell, "-c", Script, "sh", .. command]);
}
