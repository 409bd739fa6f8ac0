using System.Net.Mail;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Dashboard.Schools.Feeds;

/// <summary>The form with which a school asks a supplier for a feed (CI-04).</summary>
/// <param name="CustomerNumber">Klantnummer: digits, at the supplier.</param>
/// <param name="Brin">BRIN nummer: two digits, two letters; perhaps with the two digits of the location.</param>
/// <param name="Organisation">School or onderwijsorganisatie.</param>
/// <param name="Salutation">Aanhef.</param>
/// <param name="GivenName">Voornaam of who asks.</param>
/// <param name="FamilyName">Achternaam of who asks.</param>
/// <param name="Email">Where the supplier answers.</param>
/// <param name="MaximumLevel">Maximum niveau: the terugstuuroptie, -2 to 2; null: everything.</param>
/// <param name="ShortName">Korte schoolnaam, as the supplier knows the school.</param>
public sealed record FeedRequest(string? CustomerNumber, string? Brin, string? Organisation, string? Salutation, string? GivenName, string? FamilyName, string? Email, short? MaximumLevel, string? ShortName)
{
    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public static FeedRequest? Parse(string? json) => json is null ? null : JsonSerializer.Deserialize<FeedRequest>(json, JsonSerializerOptions.Web);
}

/// <summary>What the form checks, field by field; the codes are keys of texts.</summary>
public static partial class FeedRequestRules
{
    /// <summary>A supplier answers within this many days (CI-05).</summary>
    public const int AnswerDays = 5;

    /// <param name="request">As filled in.</param>
    /// <param name="schoolBrin">The school's own BRIN: a request is for nobody else; null when it is not known.</param>
    /// <returns>Field and what is wrong with it: "missing", "form", "other" (of another school).</returns>
    public static IReadOnlyList<(string Field, string Wrong)> Check(FeedRequest request, string? schoolBrin)
    {
        ArgumentNullException.ThrowIfNull(request);
        var wrong = new List<(string, string)>();
        Text("CustomerNumber", request.CustomerNumber, CustomerNumber());
        Text("Brin", request.Brin?.Trim().ToUpperInvariant(), Brin());
        if (wrong.All(w => w.Item1 != "Brin") && schoolBrin is not null && !request.Brin!.Trim().StartsWith(schoolBrin, StringComparison.OrdinalIgnoreCase)) wrong.Add(("Brin", "other"));
        Text("Organisation", request.Organisation, null);
        Text("Salutation", request.Salutation, null);
        Text("GivenName", request.GivenName, null);
        Text("FamilyName", request.FamilyName, null);
        Text("Email", request.Email, null);
        if (wrong.All(w => w.Item1 != "Email") && !IsEmail(request.Email!)) wrong.Add(("Email", "form"));
        if (request.MaximumLevel is < -2 or > 2) wrong.Add(("MaximumLevel", "form"));
        Text("ShortName", request.ShortName, ShortName());
        return wrong;

        void Text(string field, string? value, Regex? form)
        {
            if (string.IsNullOrWhiteSpace(value)) wrong.Add((field, "missing"));
            else if (value.Length > 200 || form?.IsMatch(value.Trim()) == false) wrong.Add((field, "form"));
        }
    }

    private static bool IsEmail(string text) =>
        MailAddress.TryCreate(text.Trim(), out var address) && address.Address == text.Trim() && address.Host.Contains('.', StringComparison.Ordinal);

    [GeneratedRegex(@"^\d{3,12}$")]
    private static partial Regex CustomerNumber();

    [GeneratedRegex(@"^\d{2}[A-Z]{2}(\d{2})?$")]
    private static partial Regex Brin();

    [GeneratedRegex(@"^[\p{L}\d][\p{L}\d _-]{1,39}$")]
    private static partial Regex ShortName();
}
