using System.CommandLine;

namespace Orders.Cli.Options;

/// <summary>The option that shows personal data.</summary>
internal static class PersonalDataOption
{
    /// <summary>Creates <c>--show-pii</c>.</summary>
    public static Option<bool> Create() => new("--show-pii") { Description = "Show names, e-mail addresses and metadata unmasked." };
}
