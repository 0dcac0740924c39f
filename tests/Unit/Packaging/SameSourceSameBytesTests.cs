using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Orders.Model;

namespace Orders.Tests.Unit.Packaging;

/// <summary>
/// What the compiler writes into an assembly goes into the native binary: its id is a hash of all of it, debug information included. So
/// nothing of the folder and of the clone may be there.
/// </summary>
public sealed class SameSourceSameBytesTests
{
    // "Portable PDB": the kinds of CustomDebugInformation that depend on the source control.
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB046611D5E");

    // Without the Amazon.Lambda packages, where they take the place of the stand-in.
    private static readonly Assembly[] Deployed =
    [
        .. new[] { typeof(Order), typeof(Amazon.Lambda.Core.ILambdaContext), typeof(Orders.Ingest.Function), typeof(Orders.Processor.Function), typeof(Orders.Notifier.Function) }
            .Select(static type => type.Assembly)
            .Where(static assembly => assembly.GetName().Name!.StartsWith("orders", StringComparison.OrdinalIgnoreCase)),
    ];

    public static TheoryData<string> Assemblies => [.. Deployed.Select(static assembly => assembly.Location)];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void An_assembly_of_a_function_knows_neither_its_folder_nor_its_commit(string path)
    {
        Assert.SkipUnless(Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration == "Release", "Paths are mapped in Release builds.");
        using var assembly = new PEReader(File.OpenRead(path));
        var pdb = assembly.ReadCodeViewDebugDirectoryData(assembly.ReadDebugDirectory().Single(static entry => entry.Type == DebugDirectoryEntryType.CodeView)).Path;
        Assert.StartsWith("/_/", pdb, StringComparison.Ordinal);

        using var provider = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(path, ".pdb")));
        var symbols = provider.GetMetadataReader();
        Assert.NotEmpty(symbols.Documents);
        Assert.All(symbols.Documents, document => Assert.StartsWith("/_/", symbols.GetString(symbols.GetDocument(document).Name), StringComparison.Ordinal));
        var kinds = symbols.CustomDebugInformation.Select(handle => symbols.GetGuid(symbols.GetCustomDebugInformation(handle).Kind)).ToList();
        Assert.DoesNotContain(SourceLink, kinds);
        Assert.DoesNotContain(EmbeddedSource, kinds);
    }

    [Fact]
    public void The_version_of_an_assembly_names_no_commit() => Assert.All(
        Deployed,
        static assembly => Assert.DoesNotContain("+", assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion, StringComparison.Ordinal));
}
