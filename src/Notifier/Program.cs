using Orders.Notifier;

await EntryPoint.RunAsync();
