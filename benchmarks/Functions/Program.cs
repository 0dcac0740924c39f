using System.Globalization;
using Orders.Benchmarks.Functions.Measuring;
using Orders.Benchmarks.Functions.Subjects;

var root = args[0];
var rounds = int.Parse(args[1], CultureInfo.InvariantCulture);
var filter = args.Length > 2 ? args[2] : "";
var programs = new Programs(Path.Combine(root, "artifacts"), "linux-x64");
var payloads = new Payloads(Path.Combine(root, "tests", "payloads"));
var subjects = SubjectList.ParseOnly(programs, payloads).Concat(SubjectList.Functions(programs, payloads)).Where(s => s.Key.Split(" · ") is [var n, _] && (filter.Length == 0 || filter.Split(',').Contains(n))).ToList();
var results = new Rounds(subjects, Path.Combine(root, "src", "amazon-roots.pem"), "/etc/ssl/certs/ca-certificates.crt").Run(rounds, static r => Console.Error.Write($"{r} "));
Console.WriteLine();
foreach (var r in results)
{
    Console.WriteLine($"{r.Name,-11} {r.Event,-34} {r.Connection,-12} {r.EventBytes,7} B init {r.InitMs?.Median,6:F1} ms cpu {r.InitCpuMs?.Median,6:F1}  cold {r.ColdMs?.Median,6:F1} cpu {r.ColdCpuMs?.Median,6:F1}  warm cpu {r.WarmCpuUs?.Median,7:F0} us {(r.Orders is { } o ? r.WarmCpuUs?.Median / o : null),6:F0} us/order  lat {r.WarmMs?.Median,6:F2} ms  peak {r.PeakMemoryMb?.Median,5:F1} MB zip {r.ZipMb}");
}
