using Orders.Local.Lambda;
using Orders.Local.Resources;
using Orders.Local.Settings;

namespace Orders.Local;

/// <summary>The three functions as they run here.</summary>
static class LocalFunctions
{
    public static IReadOnlyList<FunctionDefinition> From(LocalPipelineOptions options, IReadOnlyDictionary<string, QueueAddress> queues)
    {
        var settings = options.Settings;
        var environment = new FunctionEnvironment(settings, queues);
        return
        [
            Define(options, settings.Ingest, options.IngestCommand, environment.Ingest()),
            Define(options, settings.Processor, options.ProcessorCommand, environment.Processor()),
            Define(options, settings.Notifier, options.NotifierCommand, environment.Notifier()),
        ];
    }

    static FunctionDefinition Define(
        LocalPipelineOptions options, FunctionSettings settings, IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment)
    {
        var concurrency = settings.ReservedConcurrency is FunctionSettings.Unreserved ? LambdaLimits.AccountConcurrency : settings.ReservedConcurrency;
        return new FunctionDefinition
        {
            Name = settings.Name,
            Command = command,
            Environment = environment,
            Timeout = TimeSpan.FromSeconds(settings.TimeoutSeconds),
            MemoryMb = settings.MemoryMb,
            Concurrency = concurrency,
            LocalInstances = Math.Min(concurrency, options.LocalConcurrency),
        };
    }
}
