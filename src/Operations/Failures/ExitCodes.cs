namespace Orders.Operations.Failures;

/// <summary>What the commands exit with.</summary>
internal static class ExitCodes
{
    /// <summary>All is well.</summary>
    public const int Success = 0;

    /// <summary>The command ran, and what it checked is not so: a guarantee was broken, a test failed, an order was refused, a binary would not start in Lambda, an alarm's condition holds, a deployment does not match its settings.</summary>
    public const int Failed = 1;

    /// <summary>The command was not written as it must be: the value of an option, a variable or a profile's member breaks its rule.</summary>
    public const int Usage = 64;

    /// <summary>The command could not run: something is missing or in the way.</summary>
    public const int CannotRun = 70;

    /// <summary>Ctrl-C, SIGTERM, SIGHUP or SIGQUIT.</summary>
    public const int Interrupted = 130;

    /// <summary>Whoever read the output has closed it, as <c>head</c> does: 128 and SIGPIPE, as of grep or git in a shell.</summary>
    public const int OutputClosed = 141;
}
