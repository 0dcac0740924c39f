namespace Orders.Tests.Unit.Mutants;

public sealed class MutatedSourceTests
{
    [Fact]
    public void An_expression_becomes_a_choice_and_so_do_statements()
    {
        const string source = "if (a < b)\n{\n    Add(a);\n}\n";

        Assert.Equal(
            """
            if ((PlantedMutant.Is("2") ? (true) : (PlantedMutant.Is("1") ? (a > b) : (a < b))))
            {
                if (PlantedMutant.Is("3")) {  } else { Add(a); }
            }

            """ + MutatedSource.Switch,
            MutatedSource.Of(source, [Of("1", "a < b", "a > b"), Of("2", "a < b", "true"), Of("3", "Add(a);", "")]));
    }

    [Theory]
    [InlineData("c")]
    [InlineData("a")]
    public void An_original_that_does_not_occur_once_is_refused_by_name(string original)
    {
        var problem = Assert.Throws<InvalidOperationException>(() => MutatedSource.Of("a = b + a;", [Of("7", original, "0")]));

        Assert.Equal($"x.cs must have the original text of mutant 7 exactly once, apart from other mutants: {original}", problem.Message);
    }

    [Fact]
    public void Originals_that_overlap_are_refused() =>
        Assert.Throws<InvalidOperationException>(() => MutatedSource.Of("a = b + c;", [Of("1", "b + c", "b - c"), Of("2", "a = b + c;", "")]));

    private static Mutant Of(string id, string original, string replacement) => new(id, "x.cs", original, replacement, "");
}
