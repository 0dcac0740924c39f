using System.Diagnostics;
using Orders.Tests.Faults.Fuzzing.Inputs;
using Orders.Tests.Faults.Fuzzing.Targets;

namespace Orders.Tests.Faults.Fuzzing.Campaigns;

/// <summary>Makes an input that escaped small: without members, then without bytes, as long as the same happens.</summary>
internal sealed class InputShrinker(Target target, string kind)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public byte[] Shrink(byte[] input)
    {
        for (var smaller = Smaller(input); smaller is not null; smaller = Smaller(input))
        {
            input = smaller;
        }

        return input;
    }

    private byte[]? Smaller(byte[] input) => WithoutMembers(input).Concat(WithoutBytes(input))
        .TakeWhile(_ => _watch.Elapsed < Longest)
        .FirstOrDefault(candidate => Trial.EscapeOf(target, candidate)?.Kind == kind);

    private static IEnumerable<byte[]> WithoutMembers(byte[] input)
    {
        var spans = JsonSpans.Of(input);
        for (var i = 0; i < spans.Count; i++)
        {
            var start = spans[i].Start;
            var end = spans[i].IsName && i + 1 < spans.Count ? spans[i + 1].End : spans[i].End;
            if (end < input.Length && input[end] == ',')
            {
                yield return [.. input[..start], .. input[(end + 1)..]];
            }
            else if (start > 0 && input[start - 1] == ',')
            {
                yield return [.. input[..(start - 1)], .. input[end..]];
            }
        }
    }

    private static IEnumerable<byte[]> WithoutBytes(byte[] input)
    {
        for (var size = input.Length / 2; size >= 1; size /= 2)
        {
            for (var from = 0; from < input.Length; from += size)
            {
                yield return [.. input[..from], .. input[Math.Min(from + size, input.Length)..]];
            }
        }
    }
}
