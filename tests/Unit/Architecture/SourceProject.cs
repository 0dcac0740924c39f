using Mono.Cecil;

namespace Orders.Tests.Unit.Architecture;

/// <summary>A project below <c>src</c>, as its compiled assembly shows it.</summary>
/// <param name="Name">The folder below <c>src</c>.</param>
/// <param name="Assembly">The assembly's name.</param>
public sealed record SourceProject(string Name, string Assembly)
{
    public static readonly IReadOnlyList<SourceProject> All =
    [
        new("AmazonLambda", "Orders.AmazonLambda"),
        new("Core", "Orders.Core"),
        new("Ingest", "orders-ingest"),
        new("Processor", "orders-processor"),
        new("Notifier", "orders-notifier"),
        new("Operations", "Orders.Operations"),
        new("Cli", "orders-cli"),
        new("Local", "Orders.Local"),
        new("Dev", "orders"),
    ];

    /// <summary>Reads the assembly that was built with these tests.</summary>
    internal ModuleDefinition Read() => ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, $"{Assembly}.dll"));

    /// <summary>The assemblies of this repository that it reaches, directly or by others.</summary>
    internal IReadOnlySet<string> Reached()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var left = new Stack<SourceProject>([this]);
        while (left.TryPop(out var project))
        {
            using var module = project.Read();
            foreach (var next in All.Where(one => module.AssemblyReferences.Any(reference => reference.Name == one.Assembly) && reached.Add(one.Name)))
            {
                left.Push(next);
            }
        }

        return reached;
    }

    public override string ToString() => Name;
}
