using Orders.Local.Lambda;
using Orders.Local.Resources;
using Orders.Operations.Settings;

namespace Orders.Local;

/// <summary>The definitions of the three functions in the local pipeline.</summary>
static class LocalFunctions
{
    static readonly TimeSpan WhileDebugging = TimeSpan.FromHours(1);

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
        var function = new FunctionDefinition
        {
            Name = settings.Name,
            Command = command,
            // The function's own service access replaces the access that every instance gets.
            Environment = Merge(access.For(settings.Name).ClientEnvironment(), environment, options.FunctionVariables),
            Timeout = TimeSpan.FromSeconds(settings.TimeoutSeconds),
            MemoryMb = settings.MemoryMb,
            Concurrency = concurrency,
            IsFrozenWhenIdle = options.FreezesFunctions,
            LocalInstances = Math.Min(concurrency, options.LocalConcurrency),
        };
        return options.IsDebugged ? function with { Timeout = WhileDebugging, InitTimeout = WhileDebugging, LocalInstances = 1 } : function;
    }

    // If a name occurs twice, the last value counts.
    static Dictionary<string, string> Merge(params IEnumerable<KeyValuePair<string, string>>[] variables)
    {
        var merged = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in variables.SelectMany(static each => each))
        {
            merged[name] = value;
        }

        return merged;
    }
}
