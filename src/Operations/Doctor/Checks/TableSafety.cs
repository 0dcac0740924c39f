using Orders.Operations.Doctor.Deployed;
using Orders.Storage;

namespace Orders.Operations.Doctor.Checks;

/// <summary>Checks that the table can be restored, and that only the rows that the settings name are removed.</summary>
internal sealed class TableSafety : Check
{
    public override string Name => "table's safety";

    public override IEnumerable<Finding> Look(DeployedPipeline deployment)
    {
        if (deployment.Table is not { } table)
        {
            yield break;
        }

        yield return deployment.HasPointInTimeRecovery is { } recovery
            ? Finding.Judge(
                recovery, $"{table.TableName}, point-in-time recovery", OnOff(recovery), "It must be on, so that a mistake in the table can be undone for 35 days.", Apply)
            : NotTold($"{table.TableName}, point-in-time recovery");
        var removed = deployment.Settings.Table.TimeToLiveDays is null ? "" : OrdersTable.RemoveAfter;
        yield return deployment.TimeToLive is { } attribute
            ? Finding.Judge(
                attribute == removed,
                $"{table.TableName}, time to live",
                attribute.Length == 0 ? "off" : $"by {attribute}",
                removed.Length == 0 ? "It must be off: table.time_to_live_days is null." : $"It must be by {removed}: table.time_to_live_days is {deployment.Settings.Table.TimeToLiveDays}.",
                Apply)
            : NotTold($"{table.TableName}, time to live");
    }

    private static string OnOff(bool isOn) => isOn ? "on" : "off";

    private static Finding NotTold(string subject) => Finding.NotChecked(subject, "not reported: an emulator does not support it, or this caller may not read it");
}
