namespace Orders.Operations.Failures;

/// <summary>The exit codes of the commands.</summary>
internal static class ExitCodes
{
    /// <summary>The command succeeded.</summary>
    public const int Success = 0;

    /// <summary>The command ran and found a defect: a guarantee was broken, a test failed, an order was refused, a binary would not start in Lambda,
    /// an alarm's condition holds, or a deployment does not match its settings.</summary>
    public const int Failed = 1;

    /// <summary>The command line is wrong: the value of an option, a variable or a profile's member breaks its rule.</summary>
    public const int Usage = 64;

    /// <summary>The command could not run.</summary>
    public const int CannotRun = 70;

    /// <summary>The command was ended by Ctrl-C, SIGTERM, SIGHUP or SIGQUIT.</summary>
    public const int Interrupted = 130;

    /// <summary>The reader closed the output, as <c>head</c> does: 128 + SIGPIPE, as a shell reports for grep or git.</summary>
    public const int OutputClosed = 141;
}
