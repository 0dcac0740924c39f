using Orders.Tests.Integration.Support;

[assembly: AssemblyFixture(typeof(EmulatorFixture))]
