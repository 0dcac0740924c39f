using System.Text.RegularExpressions;

namespace Orders.Operations.Settings;

/// <summary>The patterns of names and expressions.</summary>
static partial class SettingsPatterns
{
    const int TimeoutMilliseconds = 1000;

    /// <summary>A table's name.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9_.-]{3,255}\z", RegexOptions.None, TimeoutMilliseconds)]
    public static partial Regex Table();

    /// <summary>The name of a standard queue.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,80}\z", RegexOptions.None, TimeoutMilliseconds)]
    public static partial Regex StandardQueue();

    /// <summary>The name of a FIFO queue.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,75}\.fifo\z", RegexOptions.None, TimeoutMilliseconds)]
    public static partial Regex FifoQueue();

    /// <summary>A function's name.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,48}\z", RegexOptions.None, TimeoutMilliseconds)]
    public static partial Regex Function();

    /// <summary>The name of a bucket, to which account and region are added.</summary>
    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{1,33}[a-z0-9]\z", RegexOptions.None, TimeoutMilliseconds)]
    public static partial Regex Bucket();

    /// <summary>The characters of a URI reference.</summary>
    [GeneratedRegex(@"\A([A-Za-z0-9._~:/?#@!$&'()*+,;=\[\]-]|%[0-9A-Fa-f]{2})+\z", RegexOptions.ExplicitCapture, TimeoutMilliseconds)]
    public static partial Regex UriReference();

    /// <summary>An expression of EventBridge Scheduler.</summary>
    [GeneratedRegex(@"\A(rate|cron|at)\(.+\)\z", RegexOptions.ExplicitCapture, TimeoutMilliseconds)]
    public static partial Regex Schedule();
}
