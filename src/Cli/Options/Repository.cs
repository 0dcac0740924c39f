using Orders.Operations.Connections;
using Orders.Operations.Failures;

namespace Orders.Cli.Options;

/// <summary>
/// The repository's files. The launcher names the root; otherwise it is looked for above this program. A native <c>orders</c> that was copied
/// elsewhere has no repository, and the commands that work on AWS need none.
/// </summary>
internal sealed class Repository
{
    /// <summary>The variable in which the launcher names the repository's root.</summary>
    public const string RootVariable = "ORDERS_ROOT";

    /// <summary>The variable that names the pipeline's settings.</summary>
    public const string SettingsVariable = "ORDERS_SETTINGS";

    /// <summary>The rule for options and variables that name a file to read.</summary>
    public const string FileRule = "must name an existing file";

    private readonly string? _root;

    private Repository(string? root, Connection connection) => (_root, Connection) = (root, connection);

    /// <summary>How commands reach AWS, before their options apply.</summary>
    public Connection Connection { get; }

    /// <summary>The root folder.</summary>
    /// <exception cref="CommandException">There is no repository.</exception>
    public string Root => _root ?? throw new CommandException(
        $"This command needs the repository, which was not found above this program. Set {RootVariable} to its root.");

    public string Emulators => Path.Combine(Root, "emulators");

    /// <summary>The pipeline's settings: the file that <see cref="SettingsVariable"/> names, else the repository's.</summary>
    /// <exception cref="CommandException">There is no settings file, or the variable names no file.</exception>
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
                : throw new CommandException($"This command needs the pipeline's settings (pipeline.auto.tfvars.json): name the file with --settings or in {SettingsVariable}.");
        }
    }

    public string Artifacts => Path.Combine(Root, "artifacts");

    /// <summary>Returns the repository with the given root.</summary>
    public static Repository At(string root) => new(root, new Connection());

    /// <summary>Finds the repository.</summary>
    /// <param name="connection">How commands reach AWS; null leaves it to their options and the SDK.</param>
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
