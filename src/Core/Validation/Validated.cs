using System.Diagnostics.CodeAnalysis;

namespace Orders.Validation;

/// <summary>The result of reading an input: a value that follows every rule, or the input's errors.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public readonly record struct Validated<T>
    where T : class
{
    private Validated(T? value, IReadOnlyList<FieldError> errors) => (Value, Errors) = (value, errors);

    /// <summary>The value; null if and only if there are errors.</summary>
    public T? Value { get; }

    /// <summary>The errors; empty if and only if there is a value.</summary>
    public IReadOnlyList<FieldError> Errors { get; }

    /// <summary>Whether the input follows every rule.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsValid => Value is not null;

    /// <summary>Returns a value that follows every rule.</summary>
    public static implicit operator Validated<T>(T value) => new(value, []);

    /// <summary>Returns a refused input.</summary>
    /// <param name="errors">The errors; at least one.</param>
    public static Validated<T> Refused(params IReadOnlyList<FieldError> errors) => new(null, errors);
}
