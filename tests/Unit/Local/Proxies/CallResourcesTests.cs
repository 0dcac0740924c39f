using System.Text;
using Orders.Local.Proxies;

namespace Orders.Tests.Unit.Local.Proxies;

public sealed class CallResourcesTests
{
    [Theory]
    [InlineData("""{"QueueUrl":"http://127.0.0.1:4566/000000000000/orders","MaxNumberOfMessages":10}""", "orders")]
    [InlineData("""{"QueueName":"orders-dlq"}""", "orders-dlq")]
    [InlineData("""{"TableName":"Orders","Key":{"order_id":{"S":"1"}}}""", "table/Orders")]
    [InlineData("""{"TableName":"arn:aws:dynamodb:ap-south-1:000000000000:table/Orders","Key":{}}""", "table/Orders")]
    [InlineData("""{"IndexName":"by_status","TableName":"Orders"}""", "table/Orders/index/by_status")]
    [InlineData("""{"StreamArn":"arn:aws:dynamodb:ap-south-1:000000000000:table/Orders/stream/2026-11-24T00:00:00.000","ShardId":"s"}""", "table/Orders/stream")]
    [InlineData("""{"ShardIterator":"known"}""", "table/Orders/stream")]
    public void A_request_names_its_resource(string body, string resource) => Assert.Equal([(resource, null)], Read(body));

    [Theory]
    [InlineData("""INSERT INTO \"Orders\" VALUE {'order_id': ?, 'note': 'copied FROM Other'}""", "INSERT", "table/Orders")]
    [InlineData("""insert into Orders value {'order_id': ?}""", "INSERT", "table/Orders")]
    [InlineData("""UPDATE \"Orders\" SET status = ? WHERE order_id = ?""", "UPDATE", "table/Orders")]
    [InlineData("""DELETE FROM \"Orders\" WHERE order_id = ?""", "DELETE", "table/Orders")]
    [InlineData("""SELECT order_id, status\n FROM \"Orders\".\"by_status\" WHERE status_shard = ?""", "SELECT", "table/Orders/index/by_status")]
    public void A_statement_names_its_table_and_index(string statement, string verb, string resource)
    {
        Assert.Equal([(resource, verb)], Read($$"""{"Statement":"{{statement}}"}"""));
        Assert.Equal([(resource, verb)], Read($$"""{"Statements":[{"Statement":"{{statement}}","Parameters":[]},{"Statement":"{{statement}}"}]}"""));
    }

    [Fact]
    public void A_request_about_several_tables_names_each_once()
    {
        Assert.Equal([("table/A", null), ("table/B", null)], Read("""{"RequestItems":{"A":{"Keys":[]},"B":[]}}"""));
        Assert.Equal(
            [("table/A", null), ("table/B", null)],
            Read("""{"TransactItems":[{"Put":{"TableName":"A"}},{"ConditionCheck":{"TableName":"B"}},{"Update":{"TableName":"A"}}]}"""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"QueueUrl":7}""")]
    [InlineData("""{"Statements":["INSERT",{"Statement":"EXPLAIN x"}]}""")]
    [InlineData("""{"ShardIterator":"never seen"}""")]
    public void What_names_no_resource_is_told_apart(string body) => Assert.Equal([(ServiceCall.UnknownResource, null)], Read(body));

    static IReadOnlyList<(string, string?)> Read(string body) =>
        new CallResources(static iterator => iterator == "known" ? "table/Orders/stream" : null).Read(Encoding.UTF8.GetBytes(body));
}
