using Orders.Cli;
using Orders.Cli.Options;
using Orders.Dev;

return await CommandProgram.RunAsync(arguments => OrdersCommand.Create(Repository.Find(), arguments), args);
