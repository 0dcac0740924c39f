using Orders.Local.Proxies;

namespace Orders.Tests.Unit.Local.Proxies;

public sealed class CallSignatureTests
{
    [Theory]
    [InlineData(
        "AWS4-HMAC-SHA256 Credential=orders-ingest/20261124/ap-south-1/sqs/aws4_request, SignedHeaders=host;x-amz-date, Signature=ab12", "orders-ingest", "sqs")]
    [InlineData(
        "AWS4-HMAC-SHA256 Credential=lambda.orders-notifier/20261124/ap-south-1/dynamodb/aws4_request,SignedHeaders=host,Signature=ab", "lambda.orders-notifier", "dynamodb")]
    public void The_access_key_is_the_caller_and_the_scope_names_the_service(string authorization, string caller, string service) =>
        Assert.Equal(new CallSignature(caller, service), CallSignature.Read(authorization));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer abc")]
    [InlineData("AWS4-HMAC-SHA256 SignedHeaders=host")]
    [InlineData("AWS4-HMAC-SHA256 Credential=key/20261124/sqs, Signature=ab")]
    [InlineData("AWS4-HMAC-SHA256 Credential=")]
    public void Without_a_whole_credential_nobody_is_named(string? authorization) =>
        Assert.Equal(new CallSignature("", ""), CallSignature.Read(authorization));
}
