using System.Text.Json.Serialization;
using Orders.Operations.Audit;
using Orders.Operations.DeadLetters;
using Orders.Operations.DeadLetters.Discarding;
using Orders.Operations.DeadLetters.Redriving;
using Orders.Operations.DeadLetters.Transfer;
using Orders.Operations.Doctor;
using Orders.Operations.Doctor.Checks;
using Orders.Operations.Events;
using Orders.Operations.Http;
using Orders.Operations.Orders;
using Orders.Operations.Orders.Erasing;
using Orders.Operations.Pausing;
using Orders.Operations.Releases;
using Orders.Operations.Status;
using Orders.Operations.WebConsole;
using Orders.Operations.WebConsole.Events;
using Orders.Operations.WebConsole.Letters;
using Orders.Operations.WebConsole.Live;
using Orders.Operations.WebConsole.Moving;
using Orders.Operations.WebConsole.Orders;

namespace Orders.Operations.Json;

/// <summary>The JSON of <c>--json</c>, of the audit log and of the console's answers. Members that are null are left out.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(TimestampConverter),
        typeof(SnakeCaseEnum<Ending>),
        typeof(SnakeCaseEnum<JobKind>),
        typeof(SnakeCaseEnum<JobState>),
        typeof(SnakeCaseEnum<QueueKind>),
        typeof(SnakeCaseEnum<RedriveOutcome>),
        typeof(SnakeCaseEnum<Verdict>),
    ])]
[JsonSerializable(typeof(AuditLine))]
[JsonSerializable(typeof(AuditReportJson))]
[JsonSerializable(typeof(BodyCheckJson))]
[JsonSerializable(typeof(ConsoleJson))]
[JsonSerializable(typeof(DiscardReport))]
[JsonSerializable(typeof(ErasureReport))]
[JsonSerializable(typeof(ExportReport))]
[JsonSerializable(typeof(IEnumerable<Job>))]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(JourneyJson))]
[JsonSerializable(typeof(LetterListingJson))]
[JsonSerializable(typeof(LetterViewJson))]
[JsonSerializable(typeof(LookJson))]
[JsonSerializable(typeof(MoveReportJson))]
[JsonSerializable(typeof(OpenedSession))]
[JsonSerializable(typeof(OrderListingJson))]
[JsonSerializable(typeof(OrderPageJson))]
[JsonSerializable(typeof(PageLetter))]
[JsonSerializable(typeof(PageSeriesJson))]
[JsonSerializable(typeof(PauseReportJson))]
[JsonSerializable(typeof(PendingOrdersJson))]
[JsonSerializable(typeof(PipelineStatusJson))]
[JsonSerializable(typeof(PlanJson))]
[JsonSerializable(typeof(PlanViewJson))]
[JsonSerializable(typeof(QuarantineReport))]
[JsonSerializable(typeof(Refusal))]
[JsonSerializable(typeof(ReplayPlanJson))]
[JsonSerializable(typeof(ReplayReport))]
[JsonSerializable(typeof(Report))]
[JsonSerializable(typeof(ReportViewJson))]
[JsonSerializable(typeof(RollBackReportJson))]
[JsonSerializable(typeof(StartedJob))]
[JsonSerializable(typeof(StatusJson))]
[JsonSerializable(typeof(Trouble))]
internal sealed partial class OperationsJson : JsonSerializerContext;
