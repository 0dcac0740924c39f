using System.CommandLine;
using System.Runtime.InteropServices;
using Orders.Benchmarks.Functions.Measuring;
using Orders.Benchmarks.Functions.Reporting;
using Orders.Benchmarks.Functions.Subjects;
using Spectre.Console;

var root = new Option<DirectoryInfo>("--root") { Description = "The repository.", Required = true };
var rounds = new Option<int>("--rounds") { Description = "How often each function is measured.", DefaultValueFactory = static _ => 9 };
var only = new Option<string>("--only") { Description = "Measure these alone: a part of the function's name.", DefaultValueFactory = static _ => "" };
var invocations = new Option<int?>("--invocations") { Description = "Warm invocations in a round." };
var json = new Option<bool>("--json") { Description = "Print one JSON object instead of tables." };
var check = new Option<bool>("--check") { Description = "Compare the ratios with the committed ones." };
var update = new Option<bool>("--update-baseline") { Description = "Write the ratios where they are committed." };
var charts = new Option<DirectoryInfo?>("--charts") { Description = "Draw the charts of the documentation into this folder." };
var command = new RootCommand("Measures the functions; `./orders bench functions` builds what it needs and starts it on one core.")
{
    root, rounds, only, invocations, json, check, update, charts,
};
command.SetAction(parsed =>
{
    var repository = parsed.GetValue(root)!.FullName;
    var programs = new Programs(Path.Combine(repository, "artifacts"), RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64");
    var payloads = new Payloads(Path.Combine(repository, "tests", "payloads"));
    List<Subject> subjects =
    [
        .. from subject in (Subject[])[.. SubjectList.ParseOnly(programs, payloads), .. SubjectList.Peers(programs, payloads), .. SubjectList.Functions(programs, payloads)]
           where subject.Label.Contains(parsed.GetValue(only)!, StringComparison.OrdinalIgnoreCase)
           select subject with { Invocations = subject.Invocations == 0 ? 0 : parsed.GetValue(invocations) ?? subject.Invocations },
    ];
    var results = new Rounds(subjects, Path.Combine(repository, "src", "amazon-roots.pem"), "/etc/ssl/certs/ca-certificates.crt", "/etc/ssl/certs")
        .Run(parsed.GetValue(rounds), static round => Console.Error.WriteLine($"Round {round}"));
    var report = new Report(parsed.GetValue(rounds), Environment.ProcessorCount, results, Ratio.Of(results));
    if (parsed.GetValue(json))
    {
        Console.WriteLine(report.ToJson());
    }
    else
    {
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 180);
        Tables.Write(AnsiConsole.Console, report);
    }

    var baseline = Path.Combine(repository, "benchmarks", "baseline.json");
    if (parsed.GetValue(update))
    {
        Baseline.Write(baseline, report.Ratios);
    }

    if (parsed.GetValue(charts) is { } folder)
    {
        Charts.Write(report, folder.FullName);
    }

    var worse = parsed.GetValue(check) ? Baseline.Compare(baseline, report.Ratios) : [];
    foreach (var line in worse)
    {
        Console.Error.WriteLine($"Worse than the baseline: {line}");
    }

    return worse.Count == 0 ? 0 : 1;
});
return command.Parse(args).Invoke();
