using Dashboard.Publishers.Versions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Dashboard.Tests.Publishers;

public sealed class VersionPolicyTests
{
    [Fact]
    public void A_version_works_at_least_a_year_after_it_was_announced_that_it_ends() =>
        Assert.All(new VersionPolicy().Ending, e => Assert.True(e.EndsOn >= e.AnnouncedOn.AddYears(1), e.ToString()));

    [Theory]
    [InlineData("UWLR", "2.0", true), InlineData("UWLR", "2.1", false), InlineData("UWLR", null, false), InlineData("UWLR", "2.00", false)]
    [InlineData("Edu-V", "2.0.0", true), InlineData("Edu-V", "2.1.0", false), InlineData("Edu-V", "0.0.5", false)]
    public void Configuration_adds_versions_and_only_they_are_said(string standard, string? version, bool said)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Ending:0:Standard"] = "Edu-V", ["Ending:0:Version"] = "2.0", ["Ending:0:AnnouncedOn"] = "2026-12-01", ["Ending:0:EndsOn"] = "2027-12-01",
        }).Build();
        var policy = new VersionPolicy();
        settings.Bind(policy);
        var http = new DefaultHttpContext();
        policy.Say(http.Response, standard, version);
        Assert.Equal(said, http.Response.Headers.ContainsKey("Deprecation") && http.Response.Headers.ContainsKey("Sunset"));
    }
}
