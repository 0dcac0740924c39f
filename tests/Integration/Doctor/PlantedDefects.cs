using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.SQS;

namespace Orders.Tests.Integration.Doctor;

/// <summary>A defect, and what the doctor is to say of it.</summary>
/// <param name="Plant">Puts it there.</param>
/// <param name="Checks">The checks that must fail, and no other.</param>
/// <param name="Found">What one of them says was found.</param>
sealed record PlantedDefect(Action<Plan> Plant, string[] Checks, string Found);

static class PlantedDefects
{
    public static readonly IReadOnlyDictionary<string, PlantedDefect> All = new Dictionary<string, PlantedDefect>
    {
        ["a queue is missing"] = new(
            static plan => plan.Queues.Remove(plan.Settings.OrderEventsDlq.Name), ["existence"], "does not exist"),
        ["a function is missing"] = new(
            static plan => plan.Functions.Remove(plan.Settings.Notifier.Name), ["existence"], "does not exist"),
        ["the table is missing"] = new(static plan => (plan.Table, plan.StreamMapping) = (null, null), ["existence"], "does not exist"),
        ["messages are hidden for too short"] = new(
            static plan => plan.OrdersQueue[QueueAttributeName.VisibilityTimeout] = "179", ["queue attributes", "visibility timeout"], "visibility timeout 179 s"),
        ["the function may take too long"] = new(
            static plan => plan.Functions[plan.Settings.Processor.Name] = plan.Functions[plan.Settings.Processor.Name] with { Timeout = TimeSpan.FromSeconds(31) },
            ["functions", "visibility timeout"],
            "timeout 31 s, memory 512 MB"),
        ["the function has too little memory"] = new(
            static plan => plan.Functions[plan.Settings.Ingest.Name] = plan.Functions[plan.Settings.Ingest.Name] with { MemoryMb = 128 },
            ["functions"],
            "timeout 10 s, memory 128 MB"),
        ["other functions leave no concurrency"] = new(
            static plan => plan.Functions["another"] = plan.Functions[plan.Settings.Ingest.Name] with { Name = "another", Concurrency = 995 },
            ["account's concurrency"],
            "0 of 5 unreserved (quota 1000)"),
        ["orders are dead after three deliveries"] = new(
            static plan => plan.OrdersQueue[QueueAttributeName.RedrivePolicy] = Redrive(plan.Settings.OrdersQueue.DeadLetterQueue, 3), ["queue attributes"], "\"maxReceiveCount\":3"),
        ["dead orders go to the wrong queue"] = new(
            static plan => plan.OrdersQueue[QueueAttributeName.RedrivePolicy] = Redrive(plan.Settings.OrderEventsDlq.Name, 10), ["queue attributes"], "order-events-dlq"),
        ["there is no redrive policy"] = new(
            static plan => plan.OrdersQueue.Remove(QueueAttributeName.RedrivePolicy), ["queue attributes"], "RedrivePolicy is not set"),
        ["dead letters are not kept for longer"] = new(
            static plan => plan.OrdersDlq[QueueAttributeName.MessageRetentionPeriod] = "345600", ["dead letters' retention", "queue attributes"], "retention 345600 s"),
        ["a FIFO queue is slow"] = new(
            static plan => plan.Consumer[QueueAttributeName.FifoThroughputLimit] = "perQueue", ["queue attributes"], "FifoThroughputLimit is perQueue"),
        ["a FIFO queue drops equal bodies"] = new(
            static plan => plan.Consumer[QueueAttributeName.ContentBasedDeduplication] = "true", ["queue attributes"], "ContentBasedDeduplication is true"),
        ["everybody may send orders"] = new(
            static plan => plan.OrdersQueue[QueueAttributeName.Policy] = """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":"*"}]}""",
            ["queue policies"],
            "grants access to \"*\""),
        ["a function sends to another queue"] = new(
            static plan => plan.Tell(plan.Settings.Ingest.Name, "ORDERS_QUEUE_URL", "http://127.0.0.1/000000000000/elsewhere"), ["environment variables"], "ORDERS_QUEUE_URL is http://127.0.0.1"),
        ["a function knows no consumers"] = new(
            static plan => plan.Tell(plan.Settings.Notifier.Name, "CONSUMERS", null), ["environment variables"], "CONSUMERS is not set"),
        ["nothing reads the orders queue"] = new(static plan => plan.OrdersMapping = null, ["orders mapping"], "0 mappings"),
        ["the stream's mapping is disabled"] = new(static plan => plan.StreamMapping!["State"] = "Disabled", ["stream mapping"], "is Disabled"),
        ["single failures are not reported"] = new(
            static plan => plan.OrdersMapping!["FunctionResponseTypes"] = new JsonArray(), ["orders mapping"], "FunctionResponseTypes []"),
        ["a filter deletes orders"] = new(
            static plan => plan.OrdersMapping!["FilterCriteria"] = new JsonObject { ["Filters"] = new JsonArray(new JsonObject { ["Pattern"] = "{}" }) },
            ["orders mapping"],
            "FilterCriteria {"),
        ["the mapping invokes code that no release published"] = new(
            static plan => plan.OrdersMapping!["FunctionArn"] = ((string)plan.OrdersMapping["FunctionArn"]!).Replace(":live", "", StringComparison.Ordinal),
            ["orders mapping"],
            "-orders-processor"),
        ["batches are too large"] = new(static plan => plan.OrdersMapping!["BatchSize"] = 100, ["orders mapping"], "BatchSize 100"),
        ["too many batches run at once"] = new(
            static plan => plan.OrdersMapping!["ScalingConfig"] = new JsonObject { ["MaximumConcurrency"] = 1000 }, ["orders mapping"], "MaximumConcurrency 1000"),
        ["the stream is read from its end"] = new(static plan => plan.StreamMapping!["StartingPosition"] = "LATEST", ["stream mapping"], "StartingPosition LATEST"),
        ["what is given up is reported to nobody"] = new(
            static plan => plan.StreamMapping!.Remove("DestinationConfig"), ["stream mapping"], "on failure to nowhere"),
        ["the stream lacks old images"] = new(
            static plan => plan.Table!.StreamSpecification.StreamViewType = StreamViewType.NEW_IMAGE, ["table"], "NEW_IMAGE"),
        ["the table lacks its index"] = new(static plan => WithoutIndex(plan.Table!), ["table", "this caller"], "does not exist"),
    };

    static string Redrive(string queue, int maxReceiveCount) => $$"""{"deadLetterTargetArn":"{{Plan.Arn(queue)}}","maxReceiveCount":{{maxReceiveCount}}}""";

    static void WithoutIndex(CreateTableRequest table)
    {
        table.GlobalSecondaryIndexes = null;
        table.AttributeDefinitions.RemoveAll(attribute => !table.KeySchema.Exists(key => key.AttributeName == attribute.AttributeName));
    }
}
