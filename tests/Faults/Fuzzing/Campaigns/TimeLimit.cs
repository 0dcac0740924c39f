namespace Orders.Tests.Faults.Fuzzing.Campaigns;

/// <summary>
/// How long a function may have with an input: 10 ms up to 64 KiB, which is the most that an order may have, and as much again for
/// each further 64 KiB. An instrumented copy counts every edge that it passes, so it may take ten times as long.
/// </summary>
internal static class TimeLimit
{
    private const int Bytes = 64 * 1024;
    private static TimeSpan Each => TimeSpan.FromMilliseconds(Coverage.IsOn ? 100 : 10);

    public static TimeSpan For(int inputBytes) => Each * Math.Max(1, (inputBytes + Bytes - 1) / Bytes);
}
