using System.Text;
using System.Text.RegularExpressions;
using Orders.Operations.Failures;
using Orders.Operations.Settings;
using Orders.Tests.Integration.Support;

namespace Orders.Tests.Terraform.Rules;

/// <summary>Terraform and the local run refuse the same settings, in the same words.</summary>
public sealed partial class RuleTests(SettingsInTerraform terraform) : IClassFixture<SettingsInTerraform>
{
    static readonly IReadOnlyList<string> Stated = PipelineSettingsRules.Check(PipelineSettings.Load(Repository.Settings)).Stated;

    [Fact]
    public void Both_state_the_same_rules()
    {
        var settings = File.ReadAllText(Path.Combine(Repository.Root, "terraform", "settings.tf"));

        Assert.Equal(ErrorMessage().Matches(settings).Select(static match => match.Groups["rule"].Value).Order(), Stated.Order());
    }

    [Fact]
    public void Every_rule_is_tried() =>
        Assert.All(Stated, static rule => Assert.Contains(BrokenSetting.All, broken => rule.StartsWith(broken.Rule, StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_local_run_names_the_rule_that_a_setting_breaks(string setting)
    {
        var broken = Find(setting);

        Assert.Contains(RuleOf(broken), Assert.Throws<CommandException>(() => Parse(broken, broken.Refused)).Message, StringComparison.Ordinal);
        Assert.NotNull(Parse(broken, broken.Taken));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Terraform_names_the_rule_that_a_setting_breaks(string setting)
    {
        var broken = Find(setting);
        var (refused, taken) = await terraform.OfAsync(broken);

        Assert.True(refused.Any(text => text.Contains(RuleOf(broken), StringComparison.Ordinal)), string.Join('\n', refused));
        Assert.Empty(taken);
    }

    public static TheoryData<string> Cases { get; } = [.. BrokenSetting.All.Select(static broken => broken.Name)];

    static BrokenSetting Find(string name) => BrokenSetting.All.Single(broken => broken.Name == name);

    static string RuleOf(BrokenSetting broken) => Assert.Single(Stated, rule => rule.StartsWith(broken.Rule, StringComparison.Ordinal));

    static PipelineSettings Parse(BrokenSetting broken, string value) => PipelineSettings.Parse(Encoding.UTF8.GetBytes(broken.With(value).ToJsonString()));

    [GeneratedRegex("error_message = \"(?<rule>.*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ErrorMessage();
}
