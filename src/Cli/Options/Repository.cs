using Orders.Operations.Connections;
using Orders.Operations.Failures;

namespace Orders.Cli.Options;

/// <summary>
/// Where things are in the repository. The launcher says where it is; without it, it is looked for above this program. A native
/// <c>orders</c> that was copied elsewhere has none, and needs none for what runs at AWS.
/// </summary>
internal sealed class Repository
{
    /// <summary>The variable by which the launcher names the repository's root.</summary>
    public const string RootVariable = "ORDERS_ROOT";

    /// <summary>The variable that names the settings of the pipeline.</summary>
    public const string SettingsVariable = "ORDERS_SETTINGS";

    /// <summary>The rule on options and variables that name a file to read.</summary>
    public const string FileRule = "must name a file that is there";

    private readonly string? _root;

    private Repository(string? root, Connection connection) => (_root, Connection) = (root, connection);

    /// <summary>How commands reach AWS, before their options say more.</summary>
    public Connection Connection { get; }

    /// <summary>Its root.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public string Root => _root ?? throw new CommandException(
        $"This needs the repository, which is not above this program; name its root in {RootVariable}.");

    public string Emulators => Path.Combine(Root, "emulators");

    /// <summary>The pipeline's settings: what <see cref="SettingsVariable"/> names, else the repository's.</summary>
    /// <exception cref="CommandException">Neither is there, or the variable names no file.</exception>
    public string Settings
    {
        get
        {
            if (Environment.GetEnvironmentVariable(SettingsVariable) is { Length: > 0 } file)
            {
                return File.Exists(file) ? file : throw new CommandException($"{SettingsVariable} {FileRule}.") { ExitCode = ExitCodes.Usage };
            }

            return _root is not null
                ? Path.Combine(_root, "terraform", "pipeline.auto.tfvars.json")
                : throw new CommandException($"The pipeline's settings (pipeline.auto.tfvars.json) are needed: name them with --settings or in {SettingsVariable}.");
        }
    }

    public string Artifacts => Path.Combine(Root, "artifacts");

    /// <summary>The repository with a certain root.</summary>
    public static Repository At(string root) => new(root, new Connection());

    /// <summary>Finds it.</summary>
    /// <param name="connection">How commands reach AWS; null leaves that to their options and the SDK.</param>
    public static Repository Find(Connection? connection = null)
    {
        connection ??= new Connection();
        if (Environment.GetEnvironmentVariable(RootVariable) is { Length: > 0 } root)
        {
            return new Repository(root, connection);
        }

        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Orders.sln")))
        {
            folder = folder.Parent;
        }

        return new Repository(folder?.FullName, connection);
    }
}
