using Orders.Operations.Doctor.Deployed;

namespace Orders.Operations.Doctor.Checks;

/// <summary>Checks that the table can be restored, and that no row expires.</summary>
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
        yield return deployment.HasTimeToLive is { } expires
            ? Finding.Judge(!expires, $"{table.TableName}, time to live", OnOff(expires), "It must be off: nothing in the pipeline removes an order's row.", Apply)
            : NotTold($"{table.TableName}, time to live");
    }

    private static string OnOff(bool isOn) => isOn ? "on" : "off";

    private static Finding NotTold(string subject) => Finding.NotChecked(subject, "not reported: an emulator does not support it, or this caller may not read it");
}
