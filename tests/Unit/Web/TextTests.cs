using System.Text.RegularExpressions;
using Dashboard.Web.Texts;

namespace Dashboard.Tests.Web;

public partial class TextTests
{
    private static readonly string Source = Path.Combine(Repository(), "src", "Dashboard.Web");

    [Fact]
    public void Every_sentence_stands_in_both_languages_and_needs_the_same_values()
    {
        var (nl, en) = (TextBook.In("nl").Sentences, TextBook.In("en").Sentences);
        Assert.Empty(nl.Keys.Except(en.Keys));
        Assert.Empty(en.Keys.Except(nl.Keys));
        foreach (var key in nl.Keys)
            Assert.Equal((key, Names(nl[key])), (key, Names(en[key])));
    }

    private static string Names(string sentence) => string.Join(' ', Message.Parse(sentence).Names().Distinct().Order());

    [Fact]
    public void Every_key_in_a_page_or_in_code_is_there_and_every_sentence_is_used()
    {
        var code = string.Join('\n', Directory.EnumerateFiles(Source, "*.cs*", SearchOption.AllDirectories).Where(f => !f.EndsWith("proj", StringComparison.Ordinal)).Select(File.ReadAllText));
        var quoted = Quoted().Matches(code).Select(m => m.Groups[1].Value).ToHashSet();
        var prefixes = quoted.Where(q => q.EndsWith('.')).ToList();
        var known = TextBook.In("nl").Sentences.Keys;
        Assert.Empty(Called().Matches(code).Select(m => m.Groups[1].Value).Where(k => !k.EndsWith('.')).Except(known));
        Assert.DoesNotContain(known, k => !quoted.Contains(k) && !prefixes.Any(p => k.StartsWith(p, StringComparison.Ordinal)));
    }

    /// <summary>Of a key that stands there twice the last would silently win, on somebody else's page.</summary>
    [Theory]
    [InlineData("nl")]
    [InlineData("en")]
    public void No_key_stands_there_twice(string language)
    {
        using var file = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(Source, "Texts", language + ".json")));
        Assert.Empty(file.RootElement.EnumerateObject().GroupBy(p => p.Name).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    [Theory, Trait("Requirement", "SI-13"), Trait("Requirement", "SI-14"), Trait("Requirement", "OD-17")]
    [InlineData("nl", @"\b(moet|moeten|dient|dienen|advies|adviseert|achterstand|zwak|zwakke|onvoldoende|risico)\b")]
    [InlineData("nl", @"\b(geef|laat|zet|herhaal|bied) \{(name|names)\}")]
    [InlineData("nl", @"%|procent|beheers|gemiddeld(?!e\.$)|niveau van de klas")]
    [InlineData("en", @"\b(must|should|have to|advice|weak|insufficient|risk|mastered|mastery|per cent)\b|%")]
    [InlineData("en", @"\b(give|let|make) \{(name|names)\}")]
    public void No_sentence_orders_judges_or_counts_mastery(string language, string forbidden) =>
        Assert.Empty(TextBook.In(language).Sentences.Where(s => Regex.IsMatch(s.Value, forbidden, RegexOptions.IgnoreCase)).Select(s => s.Key + ": " + s.Value));

    [Fact, Trait("Requirement", "SI-02"), Trait("Requirement", "SI-03"), Trait("Requirement", "SI-04"), Trait("Requirement", "SI-05")]
    public void The_three_sentences_are_those_of_the_founding_document_and_there_is_no_fourth()
    {
        var book = TextBook.In("nl");
        Assert.Equal("Deze leerling heeft nieuwe voortgang met dit leerdoel.", book["three.NewProgress"]);
        Assert.Equal("Deze leerling loopt vast met dit leerdoel.", book["three.Stuck"]);
        Assert.Equal("Deze leerling gaat snel vooruit met dit leerdoel.", book["three.FastProgress"]);
        Assert.Equal(3, book.Sentences.Keys.Count(k => k.StartsWith("three.", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("nl", "", "Maaike", "Daan en Maaike", "Daan, Maaike en Noor")]
    [InlineData("en", "", "Maaike", "Daan and Maaike", "Daan, Maaike and Noor")]
    public void Names_are_listed_as_people_say_them(string language, string none, string one, string two, string three)
    {
        var book = TextBook.In(language);
        Assert.Equal([none, one, two, three], [book.Join(Array.Empty<string>()), book.Join(["Maaike"]), book.Join(["Daan", "Maaike"]), book.Join(["Daan", "Maaike", "Noor"])]);
    }

    [Fact]
    public void A_sentence_that_lacks_a_value_or_a_key_that_is_not_there_fails_by_name()
    {
        Assert.Contains("'group.size' needs 'n'", Assert.Throws<KeyNotFoundException>(() => TextBook.In("nl").Plain("group.size")).Message, StringComparison.Ordinal);
        Assert.Contains("no key 'group.colour'", Assert.Throws<KeyNotFoundException>(() => TextBook.In("en")["group.colour"]).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => Message.Parse("{n, plural, one {een}}"));
        Assert.Throws<FormatException>(() => Message.Parse("{n, plural, other {een}"));
    }

    /// <summary>Rule 2: no bar, level or tick on a goal; and nothing that the content security policy would block.</summary>
    [Fact, Trait("Requirement", "LD-21"), Trait("Requirement", "SI-22")]
    public void No_page_has_a_bar_an_inline_style_or_an_inline_script()
    {
        foreach (var page in Directory.EnumerateFiles(Source, "*.cshtml", SearchOption.AllDirectories))
        {
            var html = File.ReadAllText(page);
            Assert.DoesNotMatch(@"<progress|<meter|\sstyle=|<style|\son[a-z]+=|<script(?![^>]*src=)", html);
            Assert.DoesNotMatch(@">\s*[A-Za-zÀ-ÿ]{3,}[^<>@{}()]*</(p|h1|h2|h3|a|b|span|button|th|td|li|dt|dd)>", html);
        }
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Dashboard.sln"))) folder = folder.Parent;
        return folder.FullName;
    }

    [GeneratedRegex("\"([A-Za-z][A-Za-z0-9]*(?:\\.[A-Za-z0-9]*)*)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("(?:\\bT|\\btexts|\\bbook)(?:\\[|\\.Plain\\(|\\.Html\\()\"([^\"]+)\"(?! \\+)")]
    private static partial Regex Called();
}
