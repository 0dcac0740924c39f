using System.Net;
using System.Net.Sockets;
using Orders.Local.Processes;
using Orders.Tests.Integration.Support;
using Orders.Tests.Terraform.Support;

namespace Orders.Tests.Terraform.Deployment;

/// <summary>A moto server on a free port of this machine: AWS as far as moto imitates it.</summary>
sealed class Moto : IAsyncDisposable
{
    const string Python = "python3";
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    readonly ChildProcess _process;

    Moto(ChildProcess process, Uri endpoint) => (_process, Endpoint) = (process, endpoint);

    /// <summary>Where it listens.</summary>
    public Uri Endpoint { get; }

    /// <summary>What leads a client of AWS to it.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["AWS_ENDPOINT_URL"] = Endpoint.GetLeftPart(UriPartial.Authority),
        ["AWS_ACCESS_KEY_ID"] = "test",
        ["AWS_SECRET_ACCESS_KEY"] = "test",
        ["AWS_REGION"] = Deployed.Region,
        // For the AWS CLI.
        ["AWS_DEFAULT_REGION"] = Deployed.Region,
    };

    /// <summary>Why it cannot be used here; null where it can.</summary>
    public static async Task<string?> UnusableAsync()
    {
        var missing = Tools.Missing("Python 3 with moto's server and boto3 (pip install 'moto[server]' boto3)");
        return Programs.IsOnPath(Python)
            && (await Programs.RunAsync([Python, "-c", "import boto3, moto.server"], AppContext.BaseDirectory, new Dictionary<string, string>(), Limit)).Status == 0
            ? null
            : missing;
    }

    /// <summary>Adds override files, and says each thing that is left out with its reason.</summary>
    public static void LeaveOutWhatItCannotDo(Workspace workspace)
    {
        foreach (var (name, folder) in new[] { ("moto_override.tf", ""), ("function_override.tf", "modules/function") })
        {
            var file = Path.Combine(Repository.Root, "tests", "Terraform", "Deployment", name);
            File.Copy(file, Path.Combine(workspace.Folder, folder, name));
            foreach (var line in File.ReadLines(file).Where(static line => line.StartsWith("# ", StringComparison.Ordinal)))
            {
                TestContext.Current.AddWarning(line[2..]);
            }
        }
    }

    public static async Task<Moto> StartAsync()
    {
        var port = FreePort();
        var process = await Programs.StartAsync(
            [Python, "-m", "moto.server", "-H", "127.0.0.1", "-p", $"{port}"], AppContext.BaseDirectory, new Dictionary<string, string>());
        var moto = new Moto(process, new Uri($"http://127.0.0.1:{port}/"));
        try
        {
            await moto.AwaitAnswerAsync();
            return moto;
        }
        catch
        {
            await moto.DisposeAsync();
            throw;
        }
    }

    /// <summary>All that there is, as boto3 finds it.</summary>
    public async Task<Deployed> LookAsync(string region = Deployed.Region)
    {
        var script = Path.Combine(Repository.Root, "tests", "Terraform", "Deployment", "look.py");
        var (status, output) = await Programs.RunAsync([Python, script, region], AppContext.BaseDirectory, Environment, Limit);
        Assert.True(status == 0, output);
        return Deployed.Parse(output.Split('\n').Last(static line => line.StartsWith('{')));
    }

    /// <summary>Runs <c>orders doctor</c>, as this test's own build made it.</summary>
    public Task<(int Status, string Output)> DoctorAsync(string settings, string prefix = "")
    {
        // artifacts/bin/<project>/<configuration>, beside the folder of this program.
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var program = Path.Combine(own.Parent!.Parent!.FullName, "Orders.Dev", own.Name, "orders");
        return Programs.RunAsync([program, "doctor", "--settings", settings, "--prefix", prefix], AppContext.BaseDirectory, Environment, Limit);
    }

    /// <summary>Changes a queue as somebody would by hand.</summary>
    public async Task ChangeVisibilityTimeoutAsync(string queue, int seconds)
    {
        const string script = "import boto3, sys; sqs = boto3.client('sqs', region_name=sys.argv[1]); url = sqs.get_queue_url(QueueName=sys.argv[2])['QueueUrl']; sqs.set_queue_attributes(QueueUrl=url, Attributes={'VisibilityTimeout': sys.argv[3]})";
        var (status, output) = await Programs.RunAsync([Python, "-c", script, Deployed.Region, queue, $"{seconds}"], AppContext.BaseDirectory, Environment, Limit);
        Assert.True(status == 0, output);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    async Task AwaitAnswerAsync()
    {
        using var http = new HttpClient();
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await http.GetStringAsync(new Uri(Endpoint, "moto-api/data.json"), TestContext.Current.CancellationToken);
                return;
            }
            catch (HttpRequestException) when (TimeProvider.System.GetElapsedTime(start) < Limit && !_process.Completion.IsCompleted)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
            }
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
