using Orders.Ingest;

await EntryPoint.RunAsync();
