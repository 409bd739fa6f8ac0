using System.Net;
using Dashboard.Schools;
using Dashboard.Web.Access;
using Dashboard.Web.Live;
using Microsoft.AspNetCore.Http;

namespace Dashboard.Tests.Web;

public class AccessTests
{
    private static DefaultHttpContext From(string address, string? header = null)
    {
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };
        context.Request.Scheme = "http";
        if (header is not null) context.Request.Headers[header] = "x";
        return context;
    }

    [Theory]
    [InlineData("127.0.0.1", null, true)]
    [InlineData("::1", null, true)]
    [InlineData("192.168.1.7", null, false)]
    [InlineData("127.0.0.1", "X-Forwarded-For", false)]
    [InlineData("127.0.0.1", "Forwarded", false)]
    [InlineData("127.0.0.1", "X-Original-For", false)]
    public void Sample_accounts_sign_in_only_straight_from_loopback(string address, string? header, bool allowed)
    {
        Assert.Equal(allowed, SampleAccounts.Allowed(From(address, header), new SampleOptions(true)));
        Assert.False(SampleAccounts.Allowed(From(address, header), new SampleOptions(false)));
    }

    [Theory]
    [InlineData("127.0.0.1", "http", false)]
    [InlineData("127.0.0.1", "https", true)]
    [InlineData("192.168.1.7", "http", true)]
    public void Cookies_are_secure_but_for_plain_http_on_loopback(string address, string scheme, bool secure)
    {
        var context = From(address);
        context.Request.Scheme = scheme;
        Assert.Equal(secure, new SessionCookie { Name = "x" }.Build(context, DateTimeOffset.UnixEpoch).Secure);
    }

    [Fact, Trait("Requirement", "V-17")]
    public async Task An_open_page_hears_the_newest_version_of_its_own_group_only()
    {
        var groups = new LiveGroups();
        using var page = groups.Open(1, "groep-5");
        groups.Tell(1, "groep-5", 6);
        groups.Tell(1, "groep-5", 7);
        groups.Tell(1, "groep-6", 8);
        groups.Tell(2, "groep-5", 9);
        Assert.Equal(7, await page.Next(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
        Assert.Null(await page.Next(TimeSpan.FromMilliseconds(30), TestContext.Current.CancellationToken));
    }
}
