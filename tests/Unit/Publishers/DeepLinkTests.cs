using Dashboard.Publishers.DeepLinks;

namespace Dashboard.Tests.Publishers;

public class DeepLinkTests
{
    private static readonly DeepLinkRule Rule = new(["tool.example", "127.0.0.1:6001"], sampleSchool: false);
    private static readonly DeepLinkRule Sample = new(["127.0.0.1:6001"], sampleSchool: true);
    private static readonly string EckId = "https://ketenid.nl/pilot/" + new string('a', 128);

    [Theory, Trait("Requirement", "SI-27")]
    [InlineData("https://tool.example/rapport/17", null)]
    [InlineData("https://TOOL.example:443/rapport/17", null)]
    [InlineData("https://tool.example:8443/rapport", LinkProblem.UnknownHost)]
    [InlineData("https://tool.example.evil.example/rapport", LinkProblem.UnknownHost)]
    [InlineData("https://other.example/rapport", LinkProblem.UnknownHost)]
    [InlineData("http://tool.example/rapport", LinkProblem.NotSecure)]
    [InlineData("http://127.0.0.1:6001/rapport", LinkProblem.NotSecure)]
    [InlineData("javascript:alert(1)", LinkProblem.NotSecure)]
    [InlineData("https://vera:geheim@tool.example/", LinkProblem.NotAnAddress)]
    [InlineData("rapport/17", LinkProblem.NotAnAddress)]
    public void A_link_goes_by_https_to_a_registered_host(string link, LinkProblem? problem) =>
        Assert.Equal(problem, Rule.Check(link, []));

    [Fact]
    public void The_sample_school_may_use_http_on_loopback_only()
    {
        Assert.Null(Sample.Check("http://127.0.0.1:6001/rapport", []));
        Assert.Equal(LinkProblem.UnknownHost, Sample.Check("http://127.0.0.1:6002/rapport", []));
        Assert.Equal(LinkProblem.NotSecure, new DeepLinkRule(["tool.example"], true).Check("http://tool.example/", []));
    }

    [Theory]
    [InlineData("https://tool.example/leerling/lln-maaike/klok")]
    [InlineData("https://tool.example/?id=LLN-MAAIKE")]
    [InlineData("https://tool.example/?id=lln%2Dmaaike")]
    [InlineData("https://tool.example/?id=lln%252Dmaaike")]
    [InlineData("https://tool.example/?id=bGxuLW1hYWlrZQ")]
    [InlineData("https://tool.example/xlln-maaikex")]
    public void A_link_with_an_identifier_of_the_pupil_is_withheld(string link) =>
        Assert.Equal(LinkProblem.NamesPupil, Rule.Check(link, ["lln-maaike"], new PupilMarks(["lln-maaike"])));

    [Fact]
    public void An_ECK_iD_also_counts_by_its_last_part_and_another_pupil_s_too()
    {
        var everyone = new PupilMarks([EckId, "lln-sander"]);
        Assert.Equal(LinkProblem.NamesPupil, Rule.Check("https://tool.example/" + new string('a', 128), ["12"], everyone));
        Assert.Equal(LinkProblem.NamesPupil, Rule.Check("https://tool.example/lln-sander", ["12"], everyone));
    }

    [Fact]
    public void A_short_identifier_counts_as_a_whole_word_only()
    {
        Assert.Equal(LinkProblem.NamesPupil, Rule.Check("https://tool.example/leerling/12", ["12"]));
        Assert.Null(Rule.Check("https://tool.example/opgave/1234", ["12"]));
        Assert.Null(Rule.Check("https://tool.example/opgave/12", ["99"], new PupilMarks(["99", "12"])));
    }
}
