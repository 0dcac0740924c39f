using System.IO.Compression;
using Orders.Benchmarks.Functions.Stubs;
using Orders.Benchmarks.Functions.Subjects;

namespace Orders.Benchmarks.Functions.Measuring;

/// <summary>Measures all subjects, round after round, so that a noisy moment of the machine meets all of them and not one.</summary>
/// <param name="subjects">What is measured.</param>
/// <param name="amazonRoots">The roots that a package has beside its function.</param>
/// <param name="systemRoots">The roots that the system trusts, in one file.</param>
/// <param name="systemFolder">The folder that has the same, a file for each, beside what else the system keeps there.</param>
internal sealed class Rounds(IReadOnlyList<Subject> subjects, string amazonRoots, string systemRoots, string systemFolder)
{
    public IReadOnlyList<Result> Run(int rounds, Action<int> say)
    {
        using var authority = new TestAuthority();
        using var plain = new AwsStub(authority: null);
        using var secure = new AwsStub(authority);
        var folder = Directory.CreateTempSubdirectory("orders-bench-");
        try
        {
            var environments = Environments(plain, secure, authority, folder.FullName);
            var deployed = subjects.ToDictionary(static subject => subject, subject => subject.Connection == Connection.AmazonRoots ? Deploy(subject, authority, folder.FullName) : subject);
            var samples = subjects.ToDictionary(static subject => subject, static _ => new List<Sample>());
            for (var round = 1; round <= rounds; round++)
            {
                say(round);
                foreach (var subject in subjects)
                {
                    samples[subject].Add(FunctionRun.Measure(deployed[subject], environments[subject.Connection]));
                }
            }

            return [.. subjects.Select(subject => Result.Of(subject, samples[subject], ZipMb(subject)))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private Dictionary<Connection, IReadOnlyDictionary<string, string>> Environments(AwsStub plain, AwsStub secure, TestAuthority authority, string folder)
    {
        var system = Path.Combine(folder, "system.pem");
        authority.WriteBundle(systemRoots, system);
        var common = new Dictionary<string, string>
        {
            ["PATH"] = "/usr/local/bin:/usr/bin:/bin", ["HOME"] = folder, ["TZ"] = ":UTC",
            ["AWS_REGION"] = "eu-central-1", ["AWS_ACCESS_KEY_ID"] = "AKIAEXAMPLE", ["AWS_SECRET_ACCESS_KEY"] = "example", ["AWS_SESSION_TOKEN"] = "example",
            ["AWS_LAMBDA_FUNCTION_NAME"] = "orders", ["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST", ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = "512",
            ["AWS_LAMBDA_LOG_GROUP_NAME"] = "/aws/lambda/orders", ["AWS_LAMBDA_LOG_STREAM_NAME"] = "2026/11/25/[$LATEST]0", ["AWS_LAMBDA_LOG_FORMAT"] = "JSON",
        };
        return new()
        {
            [Connection.None] = common,
            [Connection.Plain] = new Dictionary<string, string>(common) { ["AWS_ENDPOINT_URL"] = plain.Url },
            [Connection.AmazonRoots] = new Dictionary<string, string>(common) { ["AWS_ENDPOINT_URL"] = secure.Url },
            // Amazon Linux has two files, of which .NET can use the one.
            [Connection.SystemRoots] = new Dictionary<string, string>(common)
            {
                ["AWS_ENDPOINT_URL"] = secure.Url, ["SSL_CERT_FILE"] = system, ["SSL_CERT_DIR"] = Path.Combine(folder, "none"),
            },
            [Connection.SystemRootsAndFolder] = new Dictionary<string, string>(common)
            {
                ["AWS_ENDPOINT_URL"] = secure.Url, ["SSL_CERT_FILE"] = system, ["SSL_CERT_DIR"] = systemFolder,
            },
        };
    }

    /// <summary>The function in a folder as its package is unpacked: the roots beside it, and this run's own among them.</summary>
    private Subject Deploy(Subject subject, TestAuthority authority, string folder)
    {
        var task = Directory.CreateDirectory(Path.Combine(folder, subject.Name)).FullName;
        var bootstrap = Path.Combine(task, "bootstrap");
        File.Copy(subject.Executable, bootstrap);
        authority.WriteBundle(amazonRoots, Path.Combine(task, Path.GetFileName(amazonRoots)));
        return subject with { Executable = bootstrap };
    }

    private double ZipMb(Subject subject)
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntryFromFile(subject.Executable, "bootstrap", CompressionLevel.SmallestSize);
            if (subject.Connection != Connection.None)
            {
                archive.CreateEntryFromFile(amazonRoots, Path.GetFileName(amazonRoots), CompressionLevel.SmallestSize);
            }
        }

        return Math.Round(zip.Length / 1e6, 2);
    }
}
