using System.CommandLine;
using Amazon.Runtime;
using Orders.Cli;
using Orders.Cli.Commands;
using Orders.Cli.Commands.DeadLetters;
using Orders.Cli.Commands.Events;
using Orders.Cli.Commands.Rows;
using Orders.Local;
using Orders.Resilience;
using Orders.Storage;

var repository = Repository.Find();
var root = new RootCommand("Orders: an order pipeline for AWS, and the pipeline on this machine.")
{
    DemoCommand.Create(repository),
    CostCommand.Create(repository),
    UpCommand.Create(repository),
    SendCommand.Create(),
    StatusCommand.Create(repository),
    DoctorCommand.Create(repository),
    DlqCommand.Create(repository),
    OrderCommand.Create(repository),
    EventsCommand.Create(repository),
    ConsoleCommand.Create(repository),
    TestCommand.Create(repository),
    PackageCommand.Create(repository),
    CompletionCommand.Create(),
};

try
{
    var command = root.Parse(args);
    var result = await command.InvokeAsync(new InvocationConfiguration
    {
        EnableDefaultExceptionHandler = false,
        // After Ctrl-C a command may have something to put back, such as messages that it had hidden.
        ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
    });
    return command.Errors.Count > 0 ? ExitCodes.Usage : result;
}
catch (Exception exception) when (exception is CommandException or LocalPipelineException)
{
    await Console.Error.WriteLineAsync($"orders: {exception.Message}");
    return exception is CommandException { ExitCode: var status } ? status : ExitCodes.CannotRun;
}
catch (AmazonServiceException exception) when (exception.ErrorCode == "ResourceNotFoundException")
{
    await Console.Error.WriteLineAsync($"orders: AWS has no such resource there: {exception.Message} Check --region, --prefix and --endpoint.");
    return ExitCodes.CannotRun;
}
catch (DependencyUnavailableException exception) when (exception.InnerException is OperationCanceledException)
{
    return ExitCodes.Interrupted;
}
catch (DependencyUnavailableException exception)
{
    await Console.Error.WriteLineAsync($"orders: {exception.Message} {exception.InnerException?.Message}");
    return ExitCodes.CannotRun;
}
catch (UnreadableRowException exception)
{
    await Console.Error.WriteLineAsync($"orders: A row of the table is no order. {exception.Message}");
    return ExitCodes.CannotRun;
}
catch (Exception exception) when (exception is AmazonServiceException or AmazonClientException || TransientFaults.IsUnavailable(exception))
{
    await Console.Error.WriteLineAsync($"orders: AWS could not be called: {exception.Message}");
    return ExitCodes.CannotRun;
}
catch (OperationCanceledException)
{
    return ExitCodes.Interrupted;
}
