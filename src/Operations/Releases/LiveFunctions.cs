using Amazon.Runtime;
using Orders.Operations.Connections;
using Orders.Operations.Settings;

namespace Orders.Operations.Releases;

/// <summary>Reads which versions are live. They change with a release only, so they are read at most once a minute: Lambda allows an account 15 of these
/// calls a second.</summary>
/// <param name="lambda">The Lambda client.</param>
/// <param name="settings">The settings, with the prefix.</param>
/// <param name="time">The clock.</param>
internal sealed class LiveFunctions(AwsJsonClient lambda, PipelineSettings settings, TimeProvider time)
{
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(1);

    private IReadOnlyList<LiveFunction> _read = [];
    private long? _at;

    /// <summary>Returns the functions that have an alias.</summary>
    /// <exception cref="AmazonServiceException">Lambda refused the call.</exception>
    public async Task<IReadOnlyList<LiveFunction>> ReadAsync(CancellationToken cancellationToken)
    {
        if (_at is null || time.GetElapsedTime(_at.Value) >= Age)
        {
            string[] names = [settings.Ingest.Name, settings.Processor.Name, settings.Notifier.Name];
            _read = [.. (await Task.WhenAll(names.Select(name => ReadAsync(name, cancellationToken)))).OfType<LiveFunction>()];
            _at = time.GetTimestamp();
        }

        return _read;
    }

    private async Task<LiveFunction?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var path = $"2015-03-31/functions/{Uri.EscapeDataString(name)}/configuration";
        try
        {
            var live = await lambda.GetAsync($"{path}?Qualifier={FunctionAliases.Live}", FunctionVersion.Read, cancellationToken);
            var latest = await lambda.GetAsync(path, FunctionVersion.Read, cancellationToken);
            return new LiveFunction(name, live, latest.Release);
        }
        catch (AmazonServiceException exception) when (exception.ErrorCode == "ResourceNotFoundException")
        {
            return null;
        }
    }
}
