namespace Dashboard.Schools.People.External;

/// <summary>Where people may sign in besides here; configuration section "Identity".</summary>
public sealed class IdentityProviders
{
    public List<IdentityProvider> Providers { get; set; } = [];

    public IdentityProvider? Find(string? key) => Providers.FirstOrDefault(p => p.Key == key);
}

/// <summary>An OpenID Connect provider: Entree Federatie, or any other. Which claim says what is configuration.</summary>
public sealed class IdentityProvider
{
    /// <summary>In addresses: "entree".</summary>
    public string Key { get; set; } = "";
    /// <summary>On the button: "Entree Federatie".</summary>
    public string Name { get; set; } = "";
    /// <summary>Issuer; its metadata stand at /.well-known/openid-configuration. https, or http on loopback.</summary>
    public string Authority { get; set; } = "";
    public string ClientId { get; set; } = "";
    public string ClientSecret { get; set; } = "";
    public string Scope { get; set; } = "openid";
    public ClaimNames Claims { get; set; } = new();
    /// <summary>Values of the affiliation that are staff; pupils are sent away. Real providers write "teacher" as well.</summary>
    public string[] Staff { get; set; } = ["employee", "staff", "teacher"];
    /// <summary>Values of "amr" with which the provider says that it asked a second factor itself.</summary>
    public string[] SecondFactor { get; set; } = ["mfa", "otp"];
}

/// <summary>Names of claims; the defaults are those of Entree Federatie.</summary>
public sealed class ClaimNames
{
    /// <summary>What the provider calls the person, always the same: sub, nlEduPersonRealId, eckId.</summary>
    public string Subject { get; set; } = "sub";
    /// <summary>The ECK iD of a member of staff, exactly so written; empty: not used. One value, alone or in an array.</summary>
    public string EckId { get; set; } = "eckId";
    public string RealId { get; set; } = "nlEduPersonRealId";
    public string EmployeeNumber { get; set; } = "employeeNumber";
    /// <summary>BRIN, four or six characters.</summary>
    public string Organization { get; set; } = "nlEduPersonHomeOrganizationId";
    /// <summary>BRIN of six; preferred when it is there.</summary>
    public string Branch { get; set; } = "nlEduPersonHomeOrganizationBranchId";
    public string Affiliation { get; set; } = "eduPersonAffiliation";
    public string Name { get; set; } = "givenName";
}
