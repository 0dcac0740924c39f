using System.Text.Json.Nodes;
using Amazon.SQS.Model;
using Orders.Local.CloudWatch;
using Orders.Local.Lambda;
using Orders.Local.Mappings;
using Orders.Operations.Connections;
using Orders.Operations.Doctor;
using Orders.Operations.Doctor.Checks;
using Orders.Operations.Doctor.Deployed;
using Orders.Operations.Status;
using Orders.Operations.Streams;
using Orders.Resilience;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Doctor;

/// <summary>The doctor over queues and tables of the emulators and the local Lambda and CloudWatch, with one defect each.</summary>
public sealed class DoctorTests(EmulatorFixture emulators)
{
    public static TheoryData<string> Defects => [.. PlantedDefects.All.Keys];

    [Fact]
    public async Task What_is_as_the_settings_say_is_sound()
    {
        var report = await ExamineAsync(new Plan(emulators));

        Assert.True(report.IsSound, report.ToJson());
        Assert.Equal(14, report.Findings.Select(static finding => finding.Check).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Defects))]
    public async Task A_defect_is_named_by_its_checks_and_by_no_other(string defect)
    {
        var plan = new Plan(emulators);
        PlantedDefects.All[defect].Plant(plan);

        var broken = (await ExamineAsync(plan)).Findings.Where(static finding => finding.Verdict == Verdict.Broken).ToList();

        Assert.Equal(PlantedDefects.All[defect].Checks.Order(), broken.Select(static finding => finding.Check).Distinct().Order());
        Assert.Contains(broken, finding => finding.Found.Contains(PlantedDefects.All[defect].Found, StringComparison.Ordinal));
        Assert.All(broken, static finding => Assert.True(finding is { Rule.Length: > 0, Fix.Length: > 0 }));
    }

    async Task<Report> ExamineAsync(Plan plan)
    {
        await using var lambda = await LambdaService.StartAsync([.. plan.Functions.Values], emulators.Endpoints, new LambdaServiceOptions(), TimeProvider.System);
        await using var cloudWatch = await CloudWatchService.StartAsync(new MetricStore(TimeProvider.System), sqsEmulator: null, TimeProvider.System);
        await MakeAsync(plan, lambda);

        var connection = new Connection
        {
            Region = emulators.Endpoints.Region,
            Credentials = emulators.Endpoints.Credentials(),
            Lambda = lambda.Endpoint,
            CloudWatch = cloudWatch.Endpoint,
        };
        using var lambdaClient = connection.NewLambdaClient();
        using var cloudWatchClient = connection.NewCloudWatchClient();
        var pipelines = new AwsPipelines(TimeProvider.System, Random.Shared.NextDouble);
        IStreamSource Stream(string arn) => emulators.Endpoints.NewStream(arn, TimeProvider.System);
        var attempts = new PermissionProbe(emulators.Sqs, emulators.DynamoDb, Stream, new MetricReader(cloudWatchClient), pipelines, plan.Settings, TimeProvider.System);
        var reader = new DeploymentReader(emulators.Sqs, emulators.DynamoDb, lambdaClient, Stream, pipelines, plan.Settings);
        return Report.Of(await reader.ReadAsync(emulators.Endpoints.Region, await attempts.TryAsync(Given.Token), Given.Token));
    }

    async Task MakeAsync(Plan plan, LambdaService lambda)
    {
        foreach (var (name, attributes) in plan.Queues)
        {
            await emulators.Sqs.CreateQueueAsync(new CreateQueueRequest { QueueName = name, Attributes = attributes }, Given.Token);
        }

        if (plan.Table is not null)
        {
            var made = await emulators.DynamoDb.CreateTableAsync(plan.Table, Given.Token);
            if (plan.StreamMapping is not null)
            {
                plan.StreamMapping["EventSourceArn"] = made.TableDescription.LatestStreamArn;
            }
        }

        foreach (var mapping in ((JsonObject?[])[plan.OrdersMapping, plan.StreamMapping]).OfType<JsonObject>())
        {
            var mappingSwitch = new MappingSwitch(TimeProvider.System);
            mappingSwitch.Set((string?)mapping["State"] == "Enabled");
            lambda.Mappings.Add(mapping, mappingSwitch);
        }
    }
}
