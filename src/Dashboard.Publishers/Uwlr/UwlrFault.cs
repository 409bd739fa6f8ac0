namespace Dashboard.Publishers.Uwlr;

/// <summary>The eleven faults of the UWLR agreement. The first two are ours ("Server."), the others the sender's ("Client.").</summary>
public enum UwlrFault
{
    InterneFout,
    TijdelijkNietBeschikbaar,
    OngeldigBericht,
    OngeldigeKlantIdentificatie,
    AutorisatieOngeldig,
    VocabulaireTermOngeldig,
    XsdVersieOngeldig,
    LeerlingOngeldig,
    ToetsNormeringOngeldig,
    ScoreOngeldig,
    EldResultaatOngeldig,
}

internal static class UwlrFaults
{
    public static bool IsServer(this UwlrFault fault) => fault is UwlrFault.InterneFout or UwlrFault.TijdelijkNietBeschikbaar;

    /// <summary>The dotted faultcode: "Client.ScoreOngeldig".</summary>
    public static string Code(this UwlrFault fault) => (fault.IsServer() ? "Server." : "Client.") + fault;

    /// <summary>The generic faultstring; what is wrong with which item stands in the detail.</summary>
    public static string Text(this UwlrFault fault) => fault switch
    {
        UwlrFault.InterneFout => "Er ging iets mis bij de ontvanger. Stuur het bericht later opnieuw.",
        UwlrFault.TijdelijkNietBeschikbaar => "De dienst is tijdelijk niet beschikbaar. Stuur het bericht later opnieuw.",
        UwlrFault.OngeldigBericht => "Het bericht voldoet niet aan de afspraak.",
        UwlrFault.OngeldigeKlantIdentificatie => "De klant of de school is niet bekend.",
        UwlrFault.AutorisatieOngeldig => "De autorisatie is niet geldig voor deze school.",
        UwlrFault.VocabulaireTermOngeldig => "Een term staat niet in zijn vocabulaire.",
        UwlrFault.XsdVersieOngeldig => "De versie in xsdversie wordt niet ondersteund.",
        UwlrFault.LeerlingOngeldig => "Een leerling is niet aan te wijzen.",
        UwlrFault.ToetsNormeringOngeldig => "Een toetsnormering is niet geldig.",
        UwlrFault.ScoreOngeldig => "Een score is niet geldig.",
        _ => "Een resultaat is niet geldig.",
    };
}
