namespace Orders.Tests.Faults.Services;

/// <summary>SDK clients are slow to make: each run takes those of the run before it, on the same thread.</summary>
internal sealed class SdkClients
{
    private readonly List<SimulatedSqs> _sqs = [];
    private readonly List<SimulatedDynamoDb> _dynamoDb = [];
    private int _nextSqs;
    private int _nextDynamoDb;

    /// <summary>Begins another run: nobody uses the clients of the last one any more.</summary>
    public void Begin() => (_nextSqs, _nextDynamoDb) = (0, 0);

    public SimulatedSqs Sqs()
    {
        if (_nextSqs == _sqs.Count)
        {
            _sqs.Add(new SimulatedSqs());
        }

        return _sqs[_nextSqs++];
    }

    public SimulatedDynamoDb DynamoDb()
    {
        if (_nextDynamoDb == _dynamoDb.Count)
        {
            _dynamoDb.Add(new SimulatedDynamoDb());
        }

        return _dynamoDb[_nextDynamoDb++];
    }
}
