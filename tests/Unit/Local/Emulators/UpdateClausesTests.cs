using System.Text;
using System.Text.Json.Nodes;
using Orders.Local.Emulators;

namespace Orders.Tests.Unit.Local.Emulators;

/// <summary>Several clauses, which DynamoDB documents, as the emulator parses them.</summary>
public sealed class UpdateClausesTests
{
    [Theory]
    [InlineData("""UPDATE "T" SET a = ? WHERE k = ?""", """UPDATE "T" SET a = ? WHERE k = ?""")]
    [InlineData("""UPDATE "T" SET a = ? SET b = ? REMOVE c WHERE k = ?""", """UPDATE "T" SET a = ?, b = ? REMOVE c WHERE k = ?""")]
    [InlineData("""UPDATE "T" SET a = ? REMOVE b REMOVE c WHERE k = ?""", """UPDATE "T" SET a = ? REMOVE b, c WHERE k = ?""")]
    [InlineData("""UPDATE "T" SET a = ? REMOVE b SET c = ? WHERE k = ?""", """UPDATE "T" SET a = ? REMOVE b SET c = ? WHERE k = ?""")]
    [InlineData("""update T set a=1 set b={'x': 'it''s SET ' } WHERE k='SET'""", """update T set a=1, b={'x': 'it''s SET ' } WHERE k='SET'""")]
    [InlineData("""UPDATE " SET x" SET " SET " = ? SET offset = ?""", """UPDATE " SET x" SET " SET " = ?, offset = ?""")]
    [InlineData("""INSERT INTO "T" VALUE {'a': ' SET b SET c'}""", """INSERT INTO "T" VALUE {'a': ' SET b SET c'}""")]
    [InlineData("", "")]
    public void Clauses_are_joined_and_quoted_text_is_left_alone(string statement, string joined) => Assert.Equal(joined, UpdateClauses.Join(statement));

    [Theory]
    [InlineData("ExecuteStatement", """{"Statement":"UPDATE T SET a = ? SET b = ?","Parameters":[{"S":" SET "}]}""", """{"Statement":"UPDATE T SET a = ?, b = ?","Parameters":[{"S":" SET "}]}""")]
    [InlineData(
        "BatchExecuteStatement",
        """{"Statements":[{"Statement":"UPDATE T SET a = ? SET b = ?"},{"Statement":"INSERT INTO T VALUE {'a': ' SET '}"},7,{"Statement":7}]}""",
        """{"Statements":[{"Statement":"UPDATE T SET a = ?, b = ?"},{"Statement":"INSERT INTO T VALUE {'a': ' SET '}"},7,{"Statement":7}]}""")]
    public void The_statements_of_a_request_are_joined(string operation, string body, string joined) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(joined), JsonNode.Parse(Encoding.UTF8.GetString(UpdateClauses.Join(operation, Encoding.UTF8.GetBytes(body)).Span))));

    [Theory]
    [InlineData("PutItem", """{"Item":{"a":{"S":"UPDATE SET a SET b"}}}""")]
    [InlineData("ExecuteStatement", """{"Statement":"UPDATE T SET a SET b","Statement":"UPDATE"}""")]
    [InlineData("ExecuteStatement", "UPDATE")]
    [InlineData("ExecuteStatement", "[\"UPDATE SET a SET b\"]")]
    public void Any_other_request_is_left_alone(string operation, string body) =>
        Assert.Equal(body, Encoding.UTF8.GetString(UpdateClauses.Join(operation, Encoding.UTF8.GetBytes(body)).Span));
}
