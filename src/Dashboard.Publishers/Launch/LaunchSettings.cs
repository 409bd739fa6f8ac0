using Dashboard.Publishers.DeepLinks;
using Dashboard.Store.Tables;

namespace Dashboard.Publishers.Launch;

/// <summary>How a tool is to be opened, as a publisher's file says it.</summary>
public static class LaunchSettings
{
    /// <summary>Puts the kind on the tool.</summary>
    /// <param name="tool">With its address, hosts and redirect addresses.</param>
    /// <param name="kind">link, oidc or lti; null: link.</param>
    /// <returns>What is wrong, in Dutch; null: nothing.</returns>
    public static string? Apply(Tool tool, string? kind)
    {
        ArgumentNullException.ThrowIfNull(tool);
        LaunchKind? known = kind?.ToLowerInvariant() switch { null or "link" => LaunchKind.Link, "oidc" => LaunchKind.Oidc, "lti" => LaunchKind.Lti, _ => null };
        if (known is null) return "launchKind is link, oidc of lti.";
        tool.LaunchKind = known.Value;
        if (known == LaunchKind.Link) return null;
        // http on loopback is for the sample school only; whether this is one is looked at when somebody clicks.
        var rule = new DeepLinkRule(tool.Hosts, sampleSchool: true);
        if (tool.LaunchUrl is null || rule.Address(tool.LaunchUrl) is not null) return "launchUrl is het adres waar het inloggen begint: https, op een van de hosts.";
        if (known == LaunchKind.Lti && tool.RedirectUris.Length == 0) return "Bij lti horen redirectUris: de adressen waar het id_token heen mag.";
        return tool.RedirectUris.FirstOrDefault(u => rule.Address(u) is not null) is { } elsewhere ? $"{elsewhere} is geen https-adres op een van de hosts." : null;
    }
}
