using System.CommandLine;
using Orders.Cli;
using Orders.Cli.Commands;
using Orders.Local;

var repository = Repository.Find();
var root = new RootCommand("Orders: an order pipeline for AWS, and the pipeline on this machine.")
{
    DemoCommand.Create(repository),
    CostCommand.Create(repository),
    UpCommand.Create(repository),
    SendCommand.Create(),
    TestCommand.Create(repository),
    PackageCommand.Create(repository),
};

try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception exception) when (exception is CommandException or LocalPipelineException)
{
    await Console.Error.WriteLineAsync($"orders: {exception.Message}");
    return exception is CommandException { ExitCode: var status } ? status : ExitCodes.CannotRun;
}
catch (OperationCanceledException)
{
    return ExitCodes.Interrupted;
}
