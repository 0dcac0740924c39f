using System.Text.Json;
using Orders.Operations.Doctor.Deployed;
using Orders.Operations.Settings;

namespace Orders.Operations.Doctor.Checks;

/// <summary>Checks that each function has the timeout and the memory of the settings, and can be invoked.</summary>
internal sealed class FunctionSizes : Check
{
    public override string Name => "functions";

    public override IEnumerable<Finding> Look(DeployedPipeline deployment)
    {
        var settings = deployment.Settings;
        foreach (var function in (FunctionSettings[])[settings.Ingest, settings.Processor, settings.Notifier])
        {
            if (!deployment.Functions.TryGetValue(function.Name, out var found))
            {
                continue;
            }

            var (timeout, memory) = (found.GetProperty("Timeout"u8).GetInt32(), found.GetProperty("MemorySize"u8).GetInt32());
            yield return Finding.Judge(
                (timeout, memory) == (function.TimeoutSeconds, function.MemoryMb),
                function.Name,
                $"timeout {timeout} s, memory {memory} MB",
                $"It must have timeout {function.TimeoutSeconds} s and memory {function.MemoryMb} MB, as in the settings.",
                Apply);
            // Emulators may not report the state.
            var state = found.TryGetProperty("State"u8, out var told) && told.ValueKind == JsonValueKind.String ? told.GetString()! : "Active";
            yield return Finding.Judge(
                state == "Active", function.Name, $"is {state}", "It must be Active.", "Read StateReason in the output of aws lambda get-function-configuration.");
        }
    }
}
