using System.Text.Json;
using Amazon.SQS;
using Orders.Local;
using Orders.Operations.Settings;
using Orders.Storage;
using Orders.Tests.Terraform.Support;

namespace Orders.Tests.Terraform.Deployment;

/// <summary>Compares what boto3 finds with the settings.</summary>
sealed class AsConfigured(Deployed deployed, string settingsFile)
{
    readonly PipelineSettings _settings = PipelineSettings.Load(settingsFile);

    public void Check()
    {
        CheckQueues();
        CheckTable();
        CheckFunctions();
        CheckMappings();
        CheckRoles();
        CheckApi();
        CheckSchedule();
        CheckWatching();
    }

    void CheckQueues()
    {
        var queues = deployed.Queues;
        var expected = QueueDefinitions.Of(_settings, name => queues[name].Arn).ToList();

        Assert.Equal(expected.Select(static queue => queue.Name).Order(), queues.Keys.Order());
        Assert.All(expected, queue =>
        {
            var found = deployed["queues", queue.Name].GetProperty("Attributes");
            Assert.All(queue.Attributes, attribute => Assert.True(
                attribute.Key == QueueAttributeName.RedrivePolicy.Value
                    ? Deployed.IsSameJson(attribute.Value, found.Text(attribute.Key))
                    : attribute.Value == found.Text(attribute.Key),
                $"{attribute.Key}: {attribute.Value}, {found.Text(attribute.Key)}"));
            Assert.Equal("true", found.Text(QueueAttributeName.SqsManagedSseEnabled));
            Assert.Contains("\"aws:SecureTransport\": \"false\"", found.Text(QueueAttributeName.Policy), StringComparison.Ordinal);
        });
    }

    void CheckTable()
    {
        var (table, expected) = (deployed["tables", _settings.Table.Name], OrdersTable.CreateRequest(_settings.Table.Name));

        Assert.Equal(expected.KeySchema.Select(static key => (key.AttributeName, key.KeyType.Value)), Keys(table));
        Assert.Equal(Assert.Single(expected.GlobalSecondaryIndexes).KeySchema.Select(static key => (key.AttributeName, key.KeyType.Value)), Keys(table.Block("GlobalSecondaryIndexes")));
        Assert.Equal("PAY_PER_REQUEST", table.GetProperty("BillingModeSummary").Text("BillingMode"));
        Assert.Equal("NEW_AND_OLD_IMAGES", table.GetProperty("StreamSpecification").Text("StreamViewType"));
    }

    void CheckFunctions()
    {
        var environment = new FunctionEnvironment(_settings, queue => deployed.Queues[queue].Url);
        CheckFunction(_settings.Ingest, environment.Ingest());
        CheckFunction(_settings.Processor, environment.Processor());
        CheckFunction(_settings.Notifier, environment.Notifier());
        Assert.Equal(3, deployed.Counts["functions"]);
    }

    void CheckFunction(FunctionSettings settings, IReadOnlyDictionary<string, string> environment)
    {
        var function = deployed["functions", settings.Name];
        Assert.Equal(
            ("provided.al2023", "bootstrap", "Active", Deployed.RoleArn(RoleOf(settings.Name)), settings.MemoryMb, settings.TimeoutSeconds),
            (function.Text("Runtime"), function.Text("Handler"), function.GetProperty("TracingConfig").Text("Mode"), function.Text("Role"), function.Number("MemorySize"), function.Number("Timeout")));
        Assert.Equal(["arm64"], function.Texts("Architectures"));
        var found = function.GetProperty("Environment").GetProperty("Variables").EnumerateObject().ToDictionary(static variable => variable.Name, static variable => variable.Value.GetString()!);
        if (found.Remove("EXPIRY_ROLE_ID", out var role))
        {
            // The local pipeline has no expiry schedule.
            Assert.Equal((_settings.Processor.Name, deployed["roles", RoleOf("orders-scheduler")].Text("RoleId")), (settings.Name, role));
        }

        Assert.Equal(environment.Keys.Order(), found.Keys.Order());
        Assert.All(environment, variable => Assert.True(
            variable.Key == "CONSUMERS" ? Deployed.IsSameJson(variable.Value, found[variable.Key]) : variable.Value == found[variable.Key],
            $"{variable.Key}: {variable.Value}, {found[variable.Key]}"));
    }

    void CheckMappings()
    {
        var orders = deployed.MappingOf(_settings.Processor.Name);
        Assert.Equal(deployed.Queues[_settings.OrdersQueue.Name].Arn, orders.Text("EventSourceArn"));
        Assert.Equal(_settings.Processor.BatchSize, orders.Number("BatchSize"));
        Assert.Equal(_settings.Processor.MaximumConcurrency, orders.GetProperty("ScalingConfig").Number("MaximumConcurrency"));
        Assert.Equal(["ReportBatchItemFailures"], orders.Texts("FunctionResponseTypes"));

        var (stream, settings) = (deployed.MappingOf(_settings.Notifier.Name), _settings.Notifier);
        Assert.Equal((deployed.StreamArn, "TRIM_HORIZON"), (stream.Text("EventSourceArn"), stream.Text("StartingPosition")));
        Assert.Equal(
            (settings.BatchSize, settings.ParallelizationFactor, settings.MaximumRetryAttempts, settings.MaximumRecordAgeSeconds, settings.BisectBatchOnFunctionError),
            (stream.Number("BatchSize"), stream.Number("ParallelizationFactor"), stream.Number("MaximumRetryAttempts"), stream.Number("MaximumRecordAgeInSeconds"), stream.GetProperty("BisectBatchOnFunctionError").GetBoolean()));
        Assert.Equal(["ReportBatchItemFailures"], stream.Texts("FunctionResponseTypes"));
        Assert.Equal(deployed.Queues[_settings.OrderEventsDlq.Name].Arn, stream.GetProperty("DestinationConfig").GetProperty("OnFailure").Text("Destination"));
    }

    void CheckRoles()
    {
        string Queue(string name) => deployed.Queues[name].Arn;
        IEnumerable<string> Senders(string role) => deployed.Allowed(role).Where(static allowed => allowed.Action == "sqs:SendMessage").Select(static allowed => allowed.Resource).Order();

        Assert.Equal([Queue(_settings.OrdersQueue.Name)], Senders(RoleOf(_settings.Ingest.Name)));
        Assert.Equal([Queue(_settings.OrdersQueue.DeadLetterQueue)], Senders(RoleOf(_settings.Processor.Name)));
        Assert.Equal(_settings.Consumers.Select(consumer => Queue(consumer.Queue)).Append(Queue(_settings.OrderEventsDlq.Name)).Order(), Senders(RoleOf(_settings.Notifier.Name)));
        Assert.Equal([("sqs:SendMessage", Queue(_settings.OrdersQueue.Name))], deployed.Allowed(RoleOf("orders-scheduler")));
        Assert.Equal(4, deployed.Counts["roles"]);
        foreach (var function in (FunctionSettings[])[_settings.Ingest, _settings.Processor, _settings.Notifier])
        {
            Assert.All(deployed.Allowed(RoleOf(function.Name)).Where(static allowed => allowed.Resource == "*"), static allowed => Assert.StartsWith("xray:", allowed.Action, StringComparison.Ordinal));
        }
    }

    void CheckApi()
    {
        var api = Assert.Single(deployed.Root.GetProperty("apis").EnumerateArray());
        var integration = api.Block("integrations");
        Assert.Contains($"/functions/{Deployed.FunctionArn(_settings.Ingest.Name)}:live/invocations", integration.Text("IntegrationUri"), StringComparison.Ordinal);
        Assert.Equal(
            [("ANY /orders", "AWS_IAM"), ("ANY /orders/{order_id}", "AWS_IAM")],
            api.GetProperty("routes").EnumerateArray().Select(static route => (route.Text("RouteKey"), route.Text("AuthorizationType"))).Order());
        Assert.All(api.GetProperty("routes").EnumerateArray(), route => Assert.Equal($"integrations/{integration.Text("IntegrationId")}", route.Text("Target")));
        var permission = deployed["functions", _settings.Ingest.Name].GetProperty("Policy").Block("Statement");
        Assert.EndsWith($":{api.Text("ApiId")}/*/*/orders*", permission.GetProperty("Condition").GetProperty("ArnLike").Text("AWS:SourceArn"), StringComparison.Ordinal);
    }

    void CheckSchedule()
    {
        var schedule = Assert.Single(deployed.Root.GetProperty("schedules").EnumerateObject()).Value;
        var target = schedule.GetProperty("Target");
        Assert.Equal(_settings.Expiry.Schedule, schedule.Text("ScheduleExpression"));
        Assert.Equal((deployed.Queues[_settings.OrdersQueue.Name].Arn, Deployed.RoleArn(RoleOf("orders-scheduler"))), (target.Text("Arn"), target.Text("RoleArn")));
        Assert.True(Deployed.IsSameJson($$"""{"type":"order.expire_pending","older_than_hours":{{_settings.Expiry.OlderThanHours}}}""", target.Text("Input")));
    }

    void CheckWatching()
    {
        var deadLetters = _settings.Consumers.Select(static consumer => consumer.DeadLetterQueue).Append(_settings.OrdersQueue.DeadLetterQueue).Append(_settings.OrderEventsDlq.Name);
        Assert.All(deadLetters, queue => Assert.Equal(queue, deployed["alarms", $"{queue}-not-empty"].Block("Dimensions").Text("Value")));
        Assert.All(
            (FunctionSettings[])[_settings.Ingest, _settings.Processor, _settings.Notifier],
            function => Assert.All(
                ["errors", "throttles", "duration"],
                what => Assert.Equal(function.Name, deployed["alarms", $"{function.Name}-{what}"].Block("Dimensions").Text("Value"))));
        Assert.All(deployed.Root.GetProperty("log_groups").EnumerateObject(), static group => Assert.Equal(30, group.Value.GetInt32()));
        Assert.Equal((4, 1), (deployed.Counts["log_groups"], deployed.Counts["dashboards"]));
    }

    static IEnumerable<(string, string)> Keys(JsonElement table) =>
        table.GetProperty("KeySchema").EnumerateArray().Select(static key => (key.Text("AttributeName"), key.Text("KeyType")));

    static string RoleOf(string name) => $"{name}-{Deployed.Region}";
}
