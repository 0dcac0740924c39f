namespace Orders.Local.Lambda;

/// <summary>
/// A function's name as Lambda accepts it: <c>name</c>, <c>account:function:name</c> or the ARN, each with or without a qualifier, which is
/// a version or an alias.
/// </summary>
readonly record struct FunctionName(string Name, string? Qualifier)
{
    public static FunctionName Parse(string nameOrArn)
    {
        var parts = nameOrArn.Split(':');
        var name = Array.IndexOf(parts, "function") is >= 0 and var marker && marker + 1 < parts.Length ? marker + 1 : 0;
        return new FunctionName(parts[name], name + 1 < parts.Length ? parts[name + 1] : null);
    }
}
