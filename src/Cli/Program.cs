using Orders.Cli;
using Orders.Cli.Options;

var repository = Repository.Find();
return await CommandProgram.RunAsync(
    arguments => CommandProgram.CreateRoot("Orders: operate an order pipeline on AWS.", [OperatorCommands.Create(repository)], arguments), args);
