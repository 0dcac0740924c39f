using Orders.Processor;

await EntryPoint.RunAsync();
