using System.Text.Json;
using Orders.Operations.WebConsole.Deployments;
using Orders.Operations.WebConsole.Http;

namespace Orders.Operations.WebConsole;

/// <summary>What a page needs to know first.</summary>
internal static class ConsoleJson
{
    public static void Write(Utf8JsonWriter writer, ConsoleDeployment deployment, ConsoleSession session)
    {
        writer.WriteStartObject();
        writer.WriteString("place", deployment.Place);
        writer.WriteString("prefix", deployment.Prefix);
        writer.WriteBoolean("shows_personal_data", session.ShowsPersonalData);
        writer.WriteStartArray("dead_letter_queues");
        foreach (var (name, queue) in deployment.DeadLetterQueues)
        {
            writer.WriteStartObject();
            writer.WriteString("name", name);
            writer.WriteString("queue", queue.Name);
            writer.WriteString("target", queue.Target);
            writer.WriteBoolean("is_orders", queue.IsOrders);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
