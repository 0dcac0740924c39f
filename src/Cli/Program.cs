using System.CommandLine;
using Orders.Cli;

try
{
    var command = OrdersCommand.Create(Repository.Find()).Parse(args);
    var result = await command.InvokeAsync(new InvocationConfiguration
    {
        EnableDefaultExceptionHandler = false,
        // After Ctrl-C a command may have something to put back, such as messages that it had hidden.
        ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
    });
    return command.Errors.Count > 0 ? ExitCodes.Usage : result;
}
catch (Exception exception) when (Failure.Of(exception) is not null)
{
    var failure = Failure.Of(exception)!.Value;
    if (failure.Message is { } message)
    {
        await Console.Error.WriteLineAsync($"orders: {message}");
    }

    return failure.ExitCode;
}
