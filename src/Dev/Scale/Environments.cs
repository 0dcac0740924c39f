namespace Orders.Dev.Scale;

/// <summary>The environments of one function. They are made at a bounded rate, and stay.</summary>
internal sealed class Environments
{
    private readonly TokenBucket _new = new(ServiceLimits.NewEnvironmentsPerSecond, ServiceLimits.NewEnvironments);
    private double _made;

    /// <summary>How many could work in this second.</summary>
    public double Most => _made + _new.Left;

    /// <summary>Uses so many in this second, and lets it go by.</summary>
    public void Use(double count)
    {
        if (count > _made)
        {
            _new.Take(count - _made);
            _made = count;
        }

        _new.Refill();
    }
}
