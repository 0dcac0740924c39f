using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Integration.Operators;

/// <summary>A command that is interrupted before its first message says in JSON that it did nothing, so that a program need not guess.</summary>
public sealed class InterruptedReportTests : IDisposable
{
    const int Interrupted = 130;

    readonly string _data = Directory.CreateTempSubdirectory("orders-interrupted-").FullName;
    // Takes connections, and answers nothing.
    readonly TcpListener _silent = new(IPAddress.Loopback, 0);

    public InterruptedReportTests() => _silent.Start();

    public void Dispose()
    {
        _silent.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    [Theory]
    [InlineData("dlq redrive --yes", """{"queue":"orders-dlq","target":"orders","dry_run":false,"complete":false,"sent":0,"interrupted":true,"messages":[]}""")]
    [InlineData("dlq redrive", """{"queue":"orders-dlq","target":"orders","dry_run":true,"complete":false,"ready":0,"messages":[]}""")]
    [InlineData("dlq edit --id 5fea --yes", """{"queue":"orders-dlq","sent":0,"interrupted":true}""")]
    [InlineData("dlq discard --count 3", """{"queue":"orders-dlq","matching":0,"discarded":0,"interrupted":true}""")]
    [InlineData("dlq import {file} --queue orders-dlq --yes", """{"queue":"orders-dlq","sent":0,"interrupted":true}""")]
    [InlineData("events replay --quarantined --yes", """{"dry_run":false,"sent":0,"problems":["Interrupted"]}""")]
    [InlineData("events replay --on-failure --yes", """{"dry_run":false,"sent":0,"ended_by":"Interrupted"}""")]
    public async Task It_prints_an_object_that_says_that_nothing_was_done(string line, string members)
    {
        var file = Path.Combine(_data, "letters.ndjson");
        await File.WriteAllTextAsync(file, """{"queue":"orders-dlq","message_id":"1","body":"{}"}""" + "\n", Given.Token);
        var cli = new OrdersCli(new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL"] = $"http://{_silent.LocalEndpoint}",
            ["AWS_REGION"] = "eu-west-1",
            ["AWS_ACCESS_KEY_ID"] = "test",
            ["AWS_SECRET_ACCESS_KEY"] = "test",
            ["ORDERS_AUDIT"] = Path.Combine(_data, "audit.ndjson"),
        });
        using var process = cli.StartBare([.. line.Split(' ').Select(word => word == "{file}" ? file : word), "--json"]);
        using var called = await _silent.AcceptSocketAsync(Given.Token).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Given.Token);

        using var kill = Process.Start("/bin/sh", ["-c", $"kill -s INT {process.Id}"]);
        var output = await process.StandardOutput.ReadToEndAsync(Given.Token).WaitAsync(TimeSpan.FromSeconds(20), Given.Token);
        await process.WaitForExitAsync(Given.Token);

        Assert.Equal(Interrupted, process.ExitCode);
        var report = Wire.Parse(Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.All(Wire.Parse(members).EnumerateObject(), member => Assert.True(
            report.TryGetProperty(member.Name, out var value) && JsonElement.DeepEquals(value, member.Value), $"{member.Name} in {output}"));
    }
}
