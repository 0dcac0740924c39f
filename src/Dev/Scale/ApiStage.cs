namespace Orders.Dev.Scale;

/// <summary>The API and Ingest behind it: what it does not take in its second is refused.</summary>
internal sealed class ApiStage
{
    private readonly ScaleLoad _load;
    private readonly TokenBucket _tokens;
    private readonly ScaleLimit _throttle;
    private readonly double _concurrency;
    private readonly Environments _environments = new();

    public ApiStage(ScaleSettings settings, ScaleLoad load)
    {
        _load = load;
        var quota = settings.ApiQuota / settings.Deployments;
        _throttle = settings.ApiRequests <= quota ? ScaleLimit.ApiThrottle : ScaleLimit.ApiQuota;
        _tokens = new TokenBucket(Math.Min(settings.ApiRequests, quota), settings.ApiBurst);
        _concurrency = settings.AccountConcurrency / settings.Deployments;
    }

    /// <summary>Environments of Ingest that work in this second.</summary>
    public double Environments { get; private set; }

    /// <summary>A second of orders.</summary>
    /// <returns>Those over HTTP that are accepted.</returns>
    public Bottleneck Step(double offered)
    {
        var accepted = new Bottleneck(offered * _load.OverHttp);
        if (_load.OverHttp > 0)
        {
            var ordersPerRequest = _load.OverHttp / _load.RequestsPerOrder;
            accepted.Narrow(_tokens.Left * ordersPerRequest, _throttle);
            accepted.Narrow(_concurrency * ServiceLimits.RequestsPerConcurrency * ordersPerRequest, ScaleLimit.FunctionRequests);
            accepted.Narrow(_concurrency / _load.IngestSeconds * ordersPerRequest, ScaleLimit.AccountConcurrency);
            accepted.Narrow(_environments.Most / _load.IngestSeconds * ordersPerRequest, ScaleLimit.NewEnvironments);
            var requests = accepted.Through / ordersPerRequest;
            _tokens.Take(requests);
            Environments = requests * _load.IngestSeconds;
        }

        _tokens.Refill();
        _environments.Use(Environments);
        return accepted;
    }
}
