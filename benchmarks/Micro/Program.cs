using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Orders.Benchmarks.Micro;

// In this process: each benchmark would else be built as a project of its own, which is not made for central package versions and one folder of artifacts.
var config = ManualConfig.CreateEmpty()
    // Warmed up for long: what is measured first would else be code that the runtime has not optimised yet.
    .AddJob(Job.ShortRun.WithWarmupCount(20).WithToolchain(InProcessEmitToolchain.Instance).WithGcServer(false))
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(40))
    .HideColumns(Column.Error, Column.StdDev, Column.RatioSD, Column.Gen0, Column.Gen1, Column.Gen2, Column.AllocRatio)
    .AddExporter(JsonExporter.FullCompressed)
    .AddLogger(ConsoleLogger.Default);
var summaries = BenchmarkSwitcher.FromAssembly(typeof(Decoding).Assembly).Run(args, config);
return summaries.All(static summary => summary.Reports.All(static report => report.Success)) ? 0 : 1;
