using System.Globalization;
using Orders.Tests.Faults.Fuzzing.Inputs;

namespace Orders.Tests.Faults.Fuzzing.Campaigns;

/// <summary>An input that escaped.</summary>
/// <param name="Campaign">Whose.</param>
/// <param name="Number">Which of its inputs: <c>--seed</c> makes the same one; null where it came of others that coverage kept, or of a file.</param>
/// <param name="Input">The input, shrunk.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Detail">More of it.</param>
internal sealed record Finding(string Campaign, ulong? Number, byte[] Input, string Kind, string Detail)
{
    /// <summary>What is said of it. It is written to a file, too, from which it can be run again.</summary>
    public string Report()
    {
        var line = $"{Campaign} {Convert.ToBase64String(Input)}";
        var name = $"{Campaign}-{Number?.ToString(CultureInfo.InvariantCulture) ?? "kept"}.txt";
        Directory.CreateDirectory(Seeds.Repository("artifacts", "fuzz"));
        File.WriteAllText(Seeds.Repository("artifacts", "fuzz", name), line);
        return $"""
            {Campaign}: {Kind}
            {Detail}
            To see it again, shrunk: ./orders test faults --input artifacts/fuzz/{name}
            {(Number is null ? "" : $"and as it was: ./orders test faults --seed {Number}")}
            {line}
            """;
    }

    /// <summary>The campaign's name and the input, of a file that <see cref="Report"/> wrote.</summary>
    public static (string Campaign, byte[] Input) Read(string file)
    {
        var parts = File.ReadAllText(file).Split(' ', 2);
        return (parts[0], Convert.FromBase64String(parts[1]));
    }
}
