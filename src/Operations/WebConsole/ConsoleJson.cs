using System.Text.Json.Serialization;
using Orders.Operations.WebConsole.Deployments;
using Orders.Operations.WebConsole.Http;
using Orders.Operations.WebConsole.Live;

namespace Orders.Operations.WebConsole;

/// <summary>The page's settings.</summary>
internal sealed record ConsoleJson(string Place, string Prefix, bool ShowsPersonalData, IEnumerable<string> Ranges, IEnumerable<string> Consumers, IEnumerable<ConsoleQueueJson> DeadLetterQueues)
{
    public static ConsoleJson Of(ConsoleDeployment deployment, ChartDesk charts, ConsoleSession session) => new(
        deployment.Description,
        deployment.Prefix,
        session.ShowsPersonalData,
        charts.Ranges.Select(static range => range.Name),
        deployment.Settings.Consumers.Select(static consumer => consumer.Name),
        deployment.DeadLetterQueues.Select(static each => new ConsoleQueueJson(each.Key, each.Value.Name, each.Value.Target, each.Value.IsOrders)));
}

/// <summary>A dead-letter queue; <c>name</c> is its name in requests.</summary>
internal sealed record ConsoleQueueJson(string Name, string Queue, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Target, bool IsOrders);

/// <summary>The answer to opening a session.</summary>
/// <param name="Session">The key that the page sends with every request.</param>
internal sealed record OpenedSession(string Session);
