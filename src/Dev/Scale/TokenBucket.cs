namespace Orders.Dev.Scale;

/// <summary>So many a second, and so many at once: how API Gateway throttles and Lambda makes environments.</summary>
internal sealed class TokenBucket(double perSecond, double size)
{
    private readonly double _size = Math.Max(size, perSecond);

    /// <summary>How many there may be now.</summary>
    public double Left { get; private set; } = Math.Max(size, perSecond);

    /// <summary>Takes as many.</summary>
    public void Take(double count) => Left = Math.Max(0, Left - count);

    /// <summary>Lets a second go by.</summary>
    public void Refill() => Left = Math.Min(_size, Left + perSecond);
}
