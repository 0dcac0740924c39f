using System.Collections.Frozen;

namespace Orders.Model;

/// <summary>Sets of the fields that are personal data (<see cref="ContentField.IsPersonal"/>), by their names.</summary>
public static class PersonalFields
{
    /// <summary>All of them.</summary>
    public static FrozenSet<string> All { get; } =
        ContentFields.All.Where(static field => field.IsPersonal).Select(static field => field.Name).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>None of them.</summary>
    public static FrozenSet<string> None { get; } = FrozenSet<string>.Empty;
}
