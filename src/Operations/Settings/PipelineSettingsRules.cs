using Orders.Settings;
using Orders.Model;

namespace Orders.Operations.Settings;

/// <summary>The rules for the settings, from the services and the design. <c>terraform/settings.tf</c> has the same rules with the same messages.</summary>
static class PipelineSettingsRules
{
    /// <summary>Checks every rule.</summary>
    public static RuleCheck Check(PipelineSettings settings)
    {
        var rules = new RuleCheck();
        CheckTable(rules, settings.Table);
        QueueSettingsRules.Check(rules, settings);
        FunctionSettingsRules.Check(rules, settings);
        rules.Must(
            SettingsPatterns.UriReference().IsMatch(settings.EventSource),
            "event_source must be a URI reference in ASCII, such as /orders.");
        rules.InRange("expiry.older_than_hours", settings.Expiry.OlderThanHours, 1, 8760, " (a year)");
        rules.Must(
            SettingsPatterns.Schedule().IsMatch(settings.Expiry.Schedule),
            "expiry.schedule must be an EventBridge Scheduler expression: rate(…), cron(…) or at(…).");
        var thresholds = settings.AlarmThresholds;
        rules.Must(thresholds.All().All(static threshold => threshold >= 1), "alarm_thresholds.* must be whole numbers of at least 1.");
        rules.Must(
            thresholds is { RetentionPercent: <= 100, DurationPercent: <= 100, KeyConflictPercent: <= 100 },
            "alarm_thresholds.retention_percent, alarm_thresholds.duration_percent and alarm_thresholds.key_conflict_percent must be at most 100.");
        return rules;
    }

    static void CheckTable(RuleCheck rules, OrdersTableSettings table)
    {
        rules.Must(
            SettingsPatterns.Table().IsMatch(table.Name),
            "table.name must have 3 to 255 of the characters A-Z a-z 0-9 _ . -, including the deployment's prefix.");
        rules.Must(
            table.IndexStatuses.Contains(OrderStatus.Pending.ToWire()),
            "table.index_statuses must have PENDING: expiry queries it.");
        rules.Must(
            table.IndexStatuses.All(static status => OrderStatusNames.TryParse(status, out _))
                && table.IndexStatuses.Distinct().Count() == table.IndexStatuses.Count,
            $"table.index_statuses must be statuses of the lifecycle ({OrderStatusNames.All}), each once.");
        rules.Must(
            table.IndexShards is >= 1 and <= TableSettings.MaxIndexShards,
            $"table.index_shards must be a whole number from 1 to {TableSettings.MaxIndexShards}.",
            $"It is {table.IndexShards}.");
        rules.Must(
            table.TimeToLiveDays is null or (>= TableSettings.MinTimeToLiveDays and <= TableSettings.MaxTimeToLiveDays),
            $"table.time_to_live_days must be null (rows stay) or a whole number from {TableSettings.MinTimeToLiveDays} to {TableSettings.MaxTimeToLiveDays}: queues hold a message of the order for up to 28 days, and without the row it would place the order again.",
            $"It is {table.TimeToLiveDays}.");
    }
}
