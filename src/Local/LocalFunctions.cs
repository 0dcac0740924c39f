using Orders.Local.Lambda;
using Orders.Local.Resources;
using Orders.Operations.Settings;

namespace Orders.Local;

/// <summary>The three functions as they run here.</summary>
static class LocalFunctions
{
    public static IReadOnlyList<FunctionDefinition> From(LocalPipelineOptions options, ServiceAccess access, IReadOnlyDictionary<string, QueueAddress> queues)
    {
        var settings = options.Settings;
        var environment = new FunctionEnvironment(settings, queue => queues[queue].Url);
        return
        [
            Define(options, access, settings.Ingest, options.IngestCommand, environment.Ingest()),
            Define(options, access, settings.Processor, options.ProcessorCommand, environment.Processor()),
            Define(options, access, settings.Notifier, options.NotifierCommand, environment.Notifier()),
        ];
    }

    static FunctionDefinition Define(
        LocalPipelineOptions options,
        ServiceAccess access,
        FunctionSettings settings,
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string> environment)
    {
        var concurrency = settings.ReservedConcurrency is FunctionSettings.Unreserved ? LambdaLimits.AccountConcurrency : settings.ReservedConcurrency;
        return new FunctionDefinition
        {
            Name = settings.Name,
            Command = command,
            // Its own way to the services stands for the one that every instance is given.
            Environment = new Dictionary<string, string>([.. access.For(settings.Name).ClientEnvironment(), .. environment]),
            Timeout = TimeSpan.FromSeconds(settings.TimeoutSeconds),
            MemoryMb = settings.MemoryMb,
            Concurrency = concurrency,
            IsFrozenWhenIdle = options.FreezesFunctions,
            LocalInstances = Math.Min(concurrency, options.LocalConcurrency),
        };
    }
}
