using Orders.Operations.Connections;
using Orders.Operations.Doctor.Deployed;
using Orders.Operations.Settings;
using Orders.Operations.Status;
using Orders.Operations.Streams;

namespace Orders.Operations.Doctor;

/// <summary>Runs every check against a deployment, for the command and the console.</summary>
internal static class DoctorRun
{
    /// <summary>Reads the deployment and checks it. Changes nothing.</summary>
    /// <param name="connection">How AWS is reached.</param>
    /// <param name="settings">The settings, with the prefix.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public static async Task<Report> RunAsync(Connection connection, PipelineSettings settings, CancellationToken cancellationToken)
    {
        using var sqs = connection.NewSqsClient();
        using var dynamoDb = connection.NewDynamoDbClient();
        using var lambda = connection.NewLambdaClient();
        using var cloudWatch = connection.NewCloudWatchClient();
        var pipelines = Connection.NewPipelines(TimeProvider.System);
        DynamoDbStream Stream(string arn) => new(connection.NewStreamsClient(), arn);
        var attempts = await new PermissionProbe(sqs, dynamoDb, Stream, new MetricReader(cloudWatch), pipelines, settings, TimeProvider.System).TryAsync(cancellationToken);
        return Report.Of(await new DeploymentReader(sqs, dynamoDb, lambda, Stream, pipelines, settings).ReadAsync(await connection.AskedPlaceAsync(cancellationToken), attempts, cancellationToken));
    }
}
