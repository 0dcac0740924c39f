namespace Orders.Tests.Unit.Mutants;

/// <summary>Mutants of the servers on this machine.</summary>
internal static partial class MutantList
{
    private static IEnumerable<Mutant> LocalServers =>
    [
        new("loopback-no-guard", "src/Operations/Http/LoopbackServer.cs", "guard(http.Request) is { } refusal ? refusal.SendAsync(http) : handler(http)", "handler(http)",
            "A web page calls no local server."),
        new("guard-any-host", "src/Operations/Http/RequestGuard.cs", "Names.Contains(request.Host.Host, StringComparer.OrdinalIgnoreCase)", "true",
            "A foreign name that resolves to this machine reaches no local server."),
        new("guard-any-origin", "src/Operations/Http/RequestGuard.cs", "origin.Count > 0 && origin != $\"http://{request.Host.Value}\"", "false",
            "A page of another site calls no local server."),
        new("guard-any-form", "src/Operations/Http/RequestGuard.cs", "origin.Count > 0 || site.Count > 0", "false",
            "What a form can send without a preflight request is refused."),
        new("invoke-any-payload", "src/Local/Lambda/InvokePayload.cs", "return e.Message;", "return null;",
            "A payload that is not JSON is refused before a function gets it."),
        new("invoke-any-client-context", "src/Local/Lambda/InvokeApi.cs", "json is null && context.Length > 0", "false",
            "A client context that is not a JSON object is refused before a function gets it."),
        new("client-context-unescaped", "src/Local/Lambda/ClientContext.cs", "ToHeader(Encoding.UTF8.GetString(utf8, 0, length))", "Encoding.UTF8.GetString(utf8, 0, length)",
            "A client context reaches the function in a header, whatever its characters."),
        new("iam-unsigned-accepted", "src/Local/Api/HttpApi.cs", "_authorization == ApiAuthorization.Iam && IamAuthorizer.AccessKey(http.Request.Headers.Authorization) is null", "false",
            "With IAM, an unsigned request is refused as on AWS."),
        new("runtime-never-chunked", "src/Local/Lambda/RuntimeApi.cs", "invocation.Payload.Length <= LambdaLimits.MaxUnchunkedBytes", "true",
            "A large event comes in chunks, as from Lambda."),
    ];
}
