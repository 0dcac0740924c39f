using System.Text.Json;

namespace Orders.Tests.Terraform.Support;

/// <summary>What <c>terraform test -json</c> reports.</summary>
/// <param name="Runs">The runs, with <c>pass</c>, <c>fail</c>, <c>error</c> or <c>skip</c>.</param>
/// <param name="Diagnostics">Errors and warnings: the file and run of the test, and what they say.</param>
/// <param name="States">The state after each run, where it was asked for.</param>
/// <param name="Output">All of it, as it came.</param>
sealed record TestReport(
    IReadOnlyList<(string File, string Run, string Status)> Runs,
    IReadOnlyList<(string File, string Run, string Text)> Diagnostics,
    IReadOnlyList<JsonElement> States,
    string Output)
{
    /// <summary>Whether something ran and all of it passed.</summary>
    public bool Passed => Runs.Count > 0 && Runs.All(static run => run.Status == "pass");

    /// <summary>Reads the lines.</summary>
    public static TestReport Read(string output)
    {
        var (runs, diagnostics, states) = (new List<(string, string, string)>(), new List<(string, string, string)>(), new List<JsonElement>());
        foreach (var line in output.Split('\n').Where(static line => line.StartsWith('{')))
        {
            using var document = JsonDocument.Parse(line);
            var message = document.RootElement;
            var (file, run) = (Text(message, "@testfile"), Text(message, "@testrun"));
            switch (Text(message, "type"))
            {
                case "test_run" when message.GetProperty("test_run") is var ended && Text(ended, "progress") == "complete":
                    runs.Add((file, run, Text(ended, "status")));
                    break;
                case "diagnostic":
                    var diagnostic = message.GetProperty("diagnostic");
                    diagnostics.Add((file, run, $"{Text(diagnostic, "summary")}: {Text(diagnostic, "detail")}"));
                    break;
                case "test_state":
                    states.Add(message.GetProperty("test_state").GetProperty("root_module").Clone());
                    break;
            }
        }

        // A state comes with the schema of the whole provider, which nobody wants to see.
        return new TestReport(runs, diagnostics, states, string.Join('\n', output.Split('\n').Where(static line => line.Length < 10_000)));
    }

    static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
