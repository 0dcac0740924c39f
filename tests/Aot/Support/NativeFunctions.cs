using Orders.Cli.Options;
using Orders.Dev.Functions;
using Orders.Tests.Aot.Support;

[assembly: AssemblyFixture(typeof(NativeFunctions))]

namespace Orders.Tests.Aot.Support;

/// <summary>The published native binaries, published first where they are missing or old.</summary>
public sealed class NativeFunctions
{
    internal const string NoLinker = "Native binaries need a C linker (Debian: gcc libc6-dev), which is not here.";

    readonly Lazy<Task<FunctionCommands>> _commands = new(static () =>
        new FunctionBuilder(Repository.Find()).EnsureBuiltAsync(FunctionBuild.Native, Console.WriteLine, CancellationToken.None));

    /// <summary>What starts each of them. Where they cannot be made the test is skipped.</summary>
    internal async Task<FunctionCommands> CommandsAsync()
    {
        Assert.SkipUnless(FunctionBuilder.CanLink, NoLinker);
        return await _commands.Value;
    }
}
