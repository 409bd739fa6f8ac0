namespace Dashboard.Host;

/// <summary>What this process does. Default: everything.</summary>
[Flags]
public enum Roles { None = 0, Publishers = 1, Mapping = 2, Signalling = 4, Web = 8, All = Publishers | Mapping | Signalling | Web }

public static class RolesText
{
    /// <param name="text">"publishers,mapping" or "all".</param>
    /// <exception cref="ArgumentException">A role that does not exist; the message names those that do.</exception>
    public static Roles Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return Roles.All;
        var roles = Roles.None;
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            roles |= Enum.TryParse<Roles>(word, ignoreCase: true, out var role) && role != Roles.None && !int.TryParse(word, out _) ? role
                : throw new ArgumentException($"Unknown role '{word}'. Roles are: publishers, mapping, signalling, web, or all.");
        return roles;
    }
}
