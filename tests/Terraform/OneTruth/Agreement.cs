using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Orders.Dev.Cost;
using Orders.Local;
using Orders.Local.Emulators;
using Orders.Local.Lambda;
using Orders.Local.Proxies;
using Orders.Local.Resources;
using Orders.Operations.Settings;
using Orders.Storage;
using Orders.Tests.Terraform.Support;

namespace Orders.Tests.Terraform.OneTruth;

/// <summary>Compares what Terraform makes with what the local run makes, wire by wire.</summary>
sealed class Agreement(Rendered rendered, LocalPipelineOptions options)
{
    readonly PipelineSettings _settings = options.Settings;

    public async Task CheckAsync()
    {
        CheckQueues();
        CheckTable();
        await CheckFunctionsAsync();
        CheckOrdersMapping();
        CheckStreamMapping();
        CheckApi();
        CheckBilledMonitoring();
    }

    void CheckQueues()
    {
        var local = QueueDefinitions.Of(_settings, name => rendered.Addresses[name].Arn).ToList();

        Assert.Equal(rendered.Queues.Keys.Order(), local.Select(static queue => queue.Name).Order());
        Assert.All(local, queue => Assert.Equal(QueueAttributes.Of(rendered.Queues[queue.Name]), QueueAttributes.Comparable(queue.Attributes)));
    }

    void CheckTable()
    {
        var (table, local) = (rendered["aws_dynamodb_table.orders"], OrdersTable.CreateRequest(_settings.Table.Name));

        Assert.Equal(local.TableName, table.Text("name"));
        Assert.Equal(local.BillingMode.Value, table.Text("billing_mode"));
        Assert.Equal(local.KeySchema.Select(static key => (key.AttributeName, key.KeyType)), Keys(table));
        Assert.Equal(
            local.AttributeDefinitions.Select(static attribute => (attribute.AttributeName, attribute.AttributeType.Value)).Order(),
            table.GetProperty("attribute").EnumerateArray().Select(static attribute => (attribute.Text("name"), attribute.Text("type"))).Order());
        var (index, localIndex) = (table.Block("global_secondary_index"), Assert.Single(local.GlobalSecondaryIndexes));
        Assert.Equal(localIndex.IndexName, index.Text("name"));
        Assert.Equal(localIndex.KeySchema.Select(static key => (key.AttributeName, key.KeyType)), Keys(index));
        Assert.Equal(localIndex.Projection.ProjectionType.Value, index.Text("projection_type"));
        var timeToLive = table.Block("ttl");
        Assert.Equal((_settings.Table.TimeToLiveDays is not null, OrdersTable.RemoveAfter), (timeToLive.GetProperty("enabled").GetBoolean(), timeToLive.Text("attribute_name")));
        Assert.Equal(local.StreamSpecification.StreamEnabled, table.GetProperty("stream_enabled").GetBoolean());
        Assert.Equal(local.StreamSpecification.StreamViewType.Value, table.Text("stream_view_type"));
    }

    async Task CheckFunctionsAsync()
    {
        var nowhere = new Uri("http://127.0.0.1:9/");
        await using var access = await ServiceAccess.StartAsync(new LocalEndpoints(nowhere, nowhere, options.Region, "none", "none"), new LocalEmulators(options), []);
        var functions = rendered.Of("aws_lambda_function").ToDictionary(static function => function.Text("function_name"));
        var local = LocalFunctions.From(options, access, rendered.Addresses);

        Assert.Equal(functions.Keys.Order(), local.Select(static function => function.Name).Order());
        Assert.All(local, function =>
        {
            var deployed = functions[function.Name];
            Assert.Equal(function.MemoryMb, deployed.Number("memory_size"));
            Assert.Equal(function.Timeout, TimeSpan.FromSeconds(deployed.Number("timeout")));
            var reserved = deployed.Number("reserved_concurrent_executions");
            Assert.Equal(function.Concurrency, reserved == FunctionSettings.Unreserved ? LambdaLimits.AccountConcurrency : reserved);
            var variables = deployed.Block("environment").GetProperty("variables").EnumerateObject().ToDictionary(static variable => variable.Name, static variable => variable.Value.GetString()!);
            // How it reaches the services is Lambda's to say there.
            var own = function.Environment.Where(static variable => !variable.Key.StartsWith("AWS_", StringComparison.Ordinal)).ToDictionary();
            // The local pipeline has no expiry schedule.
            variables.Remove("EXPIRY_ROLE_ID");
            Assert.Equal(variables.Keys.Order(), own.Keys.Order());
            Assert.All(own, variable => AssertSame(variable.Value, variables[variable.Key]));
        });
    }

    void CheckOrdersMapping()
    {
        var (mapping, local) = (rendered["aws_lambda_event_source_mapping.orders"], LocalMappings.Orders(options, _settings.Sources[0], rendered.Addresses));

        Assert.Equal(local.QueueArn, mapping.Text("event_source_arn"));
        Assert.Equal(rendered.Addresses[_settings.OrdersQueue.Name].Url, local.QueueUrl);
        Assert.EndsWith($":{_settings.Processor.Name}:{FunctionDefinition.Alias}", mapping.Text("function_name"), StringComparison.Ordinal);
        Assert.Equal(local.BatchSize, mapping.Number("batch_size"));
        Assert.Equal(local.MaximumBatchingWindow, TimeSpan.FromSeconds(mapping.Number("maximum_batching_window_in_seconds")));
        Assert.Equal(local.MaximumConcurrency, mapping.Block("scaling_config").Number("maximum_concurrency"));
        Assert.Equal(["ReportBatchItemFailures"], mapping.Texts("function_response_types"));
        Assert.Empty(mapping.GetProperty("filter_criteria").EnumerateArray());
    }

    void CheckStreamMapping()
    {
        var (mapping, table) = (rendered["aws_lambda_event_source_mapping.stream"], rendered["aws_dynamodb_table.orders"]);
        var local = LocalMappings.Stream(options, table.Text("stream_arn"));

        Assert.Equal(local.StreamArn, mapping.Text("event_source_arn"));
        Assert.EndsWith($":{_settings.Notifier.Name}:{FunctionDefinition.Alias}", mapping.Text("function_name"), StringComparison.Ordinal);
        Assert.Equal(local.BatchSize, mapping.Number("batch_size"));
        Assert.Equal(local.MaximumBatchingWindow, TimeSpan.FromSeconds(mapping.Number("maximum_batching_window_in_seconds")));
        Assert.Equal(local.ParallelizationFactor, mapping.Number("parallelization_factor"));
        Assert.Equal(local.MaximumRetryAttempts, mapping.Number("maximum_retry_attempts"));
        Assert.Equal(local.MaximumRecordAge?.TotalSeconds ?? NotifierFunctionSettings.Unlimited, mapping.Number("maximum_record_age_in_seconds"));
        Assert.Equal(local.BisectBatchOnFunctionError, mapping.GetProperty("bisect_batch_on_function_error").GetBoolean());
        Assert.Equal(LocalMappings.OnFailure(options, rendered.Addresses).Arn, mapping.Block("destination_config").Block("on_failure").Text("destination_arn"));
        Assert.Equal(["ReportBatchItemFailures"], mapping.Texts("function_response_types"));
        Assert.Empty(mapping.GetProperty("filter_criteria").EnumerateArray());
    }

    void CheckApi() => Assert.Contains($":function:{_settings.Ingest.Name}:{FunctionDefinition.Alias}/", rendered["aws_apigatewayv2_integration.ingest"].Text("integration_uri"), StringComparison.Ordinal);

    // What orders cost bills for the settings. An alarm without queries of its own evaluates one metric.
    void CheckBilledMonitoring()
    {
        var metrics = rendered.Of("aws_cloudwatch_metric_alarm").Sum(static alarm =>
            Math.Max(1, alarm.GetProperty("metric_query").EnumerateArray().Count(static query => query.GetProperty("metric").GetArrayLength() > 0)));

        var dashboards = rendered.Of("aws_cloudwatch_dashboard").Count();
        Assert.Equal((Monitoring.AlarmMetrics(_settings), Monitoring.Dashboards), (metrics, dashboards));
        Assert.Equal(Enumerable.Repeat("orders-unwell", Monitoring.CompositeAlarms), rendered.Of("aws_cloudwatch_composite_alarm").Select(static alarm => alarm.Text("alarm_name")));
        Assert.All(rendered.Of("aws_lambda_function"), static function => Assert.Equal("Active", function.Block("tracing_config").Text("mode")));
    }

    static IEnumerable<(string, KeyType)> Keys(JsonElement table)
    {
        yield return (table.Text("hash_key"), KeyType.HASH);
        if (table.GetProperty("range_key").GetString() is { } range)
        {
            yield return (range, KeyType.RANGE);
        }
    }

    static void AssertSame(string left, string right)
    {
        if (left.StartsWith('['))
        {
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(left), JsonNode.Parse(right)), $"{left}\n{right}");
        }
        else
        {
            Assert.Equal(left, right);
        }
    }
}
