namespace Orders.Tests.Faults.Services;

/// <summary>A service's answer, with a word for the history.</summary>
internal readonly record struct Answer<T>(T Response, string Word)
{
    public override string ToString() => Word;
}
