using Dashboard.Publishers.Launch;
using Dashboard.Store.Tables;

namespace Dashboard.Tests.Publishers;

public class LaunchSettingsTests
{
    [Theory]
    [InlineData(null, LaunchKind.Link)]
    [InlineData("link", LaunchKind.Link)]
    [InlineData("LTI", LaunchKind.Lti)]
    [InlineData("oidc", LaunchKind.Oidc)]
    public void The_kind_of_the_file_comes_on_the_tool(string? kind, LaunchKind expected)
    {
        var tool = Tool("https://toren.example/login", "https://toren.example/rapport");
        Assert.Null(LaunchSettings.Apply(tool, kind));
        Assert.Equal(expected, tool.LaunchKind);
    }

    [Theory]
    [InlineData("saml", "https://toren.example/login", "https://toren.example/rapport", "launchKind")]
    [InlineData("lti", null, "https://toren.example/rapport", "launchUrl")]
    [InlineData("oidc", "https://elders.example/login", null, "launchUrl")]
    [InlineData("lti", "http://toren.example/login", "https://toren.example/rapport", "launchUrl")]
    [InlineData("lti", "https://toren.example/login", null, "redirectUris")]
    [InlineData("lti", "https://toren.example/login", "https://elders.example/rapport", "https://elders.example/rapport")]
    public void What_cannot_work_is_refused_by_name(string kind, string? launch, string? redirect, string named) =>
        Assert.Contains(named, LaunchSettings.Apply(Tool(launch, redirect), kind), StringComparison.Ordinal);

    private static Tool Tool(string? launch, string? redirect) => new() { Key = "toren", Hosts = ["toren.example"], LaunchUrl = launch, RedirectUris = redirect is null ? [] : [redirect] };
}
