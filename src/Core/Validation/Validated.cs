using System.Diagnostics.CodeAnalysis;

namespace Orders.Validation;

/// <summary>The outcome of reading an input: a value that keeps every rule, or what is wrong with the input.</summary>
/// <typeparam name="T">What was read.</typeparam>
public readonly record struct Validated<T>
    where T : class
{
    private Validated(T? value, IReadOnlyList<FieldError> errors) => (Value, Errors) = (value, errors);

    /// <summary>The value; null exactly where there are errors.</summary>
    public T? Value { get; }

    /// <summary>What is wrong; empty exactly where there is a value.</summary>
    public IReadOnlyList<FieldError> Errors { get; }

    /// <summary>Whether the input kept every rule.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsValid => Value is not null;

    /// <summary>A value that keeps every rule.</summary>
    public static implicit operator Validated<T>(T value) => new(value, []);

    /// <summary>An input that is refused.</summary>
    /// <param name="errors">At least one.</param>
    public static Validated<T> Refused(params IReadOnlyList<FieldError> errors) => new(null, errors);
}
