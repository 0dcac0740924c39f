namespace Orders.Local.Lambda;

/// <summary>The forms in which Lambda takes a function's name: <c>name</c>, <c>account:function:name</c> and the ARN, each with a qualifier or not.</summary>
static class FunctionName
{
    public static string Parse(string nameOrArn)
    {
        var parts = nameOrArn.Split(':');
        var marker = Array.IndexOf(parts, "function");
        return marker >= 0 && marker + 1 < parts.Length ? parts[marker + 1] : parts[0];
    }
}
