using Orders.Tests.Integration.Support;
using Orders.Tests.Terraform.Support;

[assembly: AssemblyFixture(typeof(InitialisedTerraform))]

namespace Orders.Tests.Terraform.Support;

/// <summary>Terraform with its provider, initialised once for all tests. Where one of them is missing, a test is skipped.</summary>
public sealed class InitialisedTerraform : IDisposable
{
    const string PluginsVariable = "ORDERS_TERRAFORM_PLUGINS";
    const string UsualPlugins = "/opt/tf-plugins";

    static readonly string Plugins = Environment.GetEnvironmentVariable(PluginsVariable) is { Length: > 0 } named ? named : UsualPlugins;

    readonly Lazy<Task<(string? Missing, Workspace? Workspace)>> _start = new(StartAsync);

    /// <summary>Where <c>terraform init</c> finds the provider. From a folder there is no network in it. Without one, Terraform downloads the provider
    /// itself, or cannot.</summary>
    internal static IReadOnlyList<string> Source { get; } = Directory.Exists(Plugins) ? [$"-plugin-dir={Plugins}"] : [];

    /// <summary>The initialised copy. Tests only read it; those that change something take a <see cref="Workspace.Sibling"/>.</summary>
    internal async Task<Workspace> WorkspaceAsync()
    {
        var (missing, workspace) = await _start.Value;
        Assert.SkipWhen(missing is not null, missing ?? "");
        return workspace!;
    }

    public void Dispose()
    {
        if (_start is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true, Result.Workspace: { } workspace } })
        {
            workspace.Dispose();
        }
    }

    static async Task<(string? Missing, Workspace? Workspace)> StartAsync()
    {
        if (await Terraform.UnusableAsync() is { } missing)
        {
            return (missing, null);
        }

        var workspace = Workspace.OfAll();
        var (status, output) = await workspace.RunAsync(["init", "-backend=false", "-input=false", "-lockfile=readonly", "-no-color", .. Source]);
        if (status == 0)
        {
            return (null, workspace);
        }

        workspace.Dispose();
        return Source is []
            ? (Tools.Missing($"Terraform's AWS provider; {PluginsVariable} may name a folder with it"), null)
            : throw new InvalidOperationException($"terraform init with the provider in {Plugins} fails:\n{output}");
    }
}
