using System.Text;

namespace Orders.Tests.Faults.Fuzzing.Targets;

/// <summary>An input that got none of the outcomes that an input may get.</summary>
/// <param name="kind">What happened, the same for all inputs to which it happens: a smaller input must show the same.</param>
/// <param name="detail">More of it.</param>
internal sealed class Escape(string kind, string detail) : Exception($"{kind}: {detail}")
{
    private const int ShownCharacters = 500;

    public string Kind { get; } = kind;

    public static void When(bool condition, string kind, string detail)
    {
        if (condition)
        {
            throw new Escape(kind, detail.Length > ShownCharacters ? detail[..ShownCharacters] + "..." : detail);
        }
    }

    public static void When(bool condition, string kind, ReadOnlySpan<byte> detail)
    {
        if (condition)
        {
            When(condition, kind, Encoding.UTF8.GetString(detail));
        }
    }
}
