using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Dashboard.Tests.Mapping;

/// <summary>A folder laid out as SLO publishes its files, with goals of our own making. Records are named; a name stands for a uuid.</summary>
public sealed class SloFolder : IDisposable
{
    public string Location { get; } = Directory.CreateTempSubdirectory("slo-").FullName;

    /// <summary>The uuid that a name stands for.</summary>
    public static Guid Id(string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));

    public static string Uri(string name) => "https://opendata.slo.nl/curriculum/uuid/" + Id(name);

    /// <summary>Writes a file, e.g. "inh/inh.clusters.json". Objects are records in SLO's own field names.</summary>
    public SloFolder Put(string file, params object[] records) => Text(file, JsonSerializer.Serialize(records));

    public SloFolder Text(string file, string content)
    {
        var path = Path.Combine(Location, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return this;
    }

    public SloFolder Without(string file)
    {
        File.Delete(Path.Combine(Location, file));
        return this;
    }

    /// <summary>One vakgebied with four goals, of which one stands in two clusters; two kerndoelen of 2006; one new kerndoel. No doelniveaus.</summary>
    public static SloFolder Small() => new SloFolder()
        .Put("basis/niveaus.json",
            new { id = Id("po"), title = "po", description = "primair onderwijs", prefix = "1000", type = "Sector" },
            new { id = Id("vo"), title = "ob vo", description = "Onderbouw voortgezet onderwijs", prefix = "4100" },
            new { id = Id("groep 3"), title = "groep 3", description = "primair onderwijs, groep 3", prefix = "1003", type = "Leerjaar" },
            new { id = Id("fase 1"), title = "fase 1", description = "fase 1: groep 1, groep 2, groep 3", prefix = "1200", type = "Fase" },
            new { id = Id("fase 2"), title = "fase 2", description = "fase 2: groep 4, groep 5, groep 6", prefix = "1202", type = "Fase" })
        .Put("basis/doelen.json",
            new { id = Id("tellen"), title = "Tellen tot tien", aanbodid = "RK.1.001", bron = "Aanbodsdoel" },
            new { id = Id("klok heel"), title = "De klok lezen op hele uren", aanbodid = "RK.1.002" },
            new { id = Id("rijtjes"), title = "Rijtjes maken", aanbodid = "RK.2.003" },
            new { id = Id("klok half"), title = "De klok lezen op halve uren", aanbodid = "RK.2.003" },
            new { id = Id("los doel"), title = "Een doel zonder niveau" })
        .Put("inh/inh.vakleergebieden.json", new { id = Id("RK"), prefix = "RK", title = "Rekenkunde", inh_inhoudslijn_id = new[] { Id("getallen"), Id("tijd") } })
        .Put("inh/inh.inhoudslijnen.json",
            new { id = Id("getallen"), prefix = "RK/g", title = "Getallen", inh_cluster_id = new[] { Id("telrij") } },
            new { id = Id("tijd"), prefix = "RK/t", title = "Tijd", inh_cluster_id = Id("klokken") }) // a bare string, as SLO has some
        .Put("inh/inh.clusters.json",
            new { id = Id("telrij"), prefix = "RK/g/1", title = "Telrij", doelniveau_id = new[] { Id("dn tellen"), Id("dn klok heel") } },
            new { id = Id("klokken"), prefix = "RK/t/1", title = "Klokken", doelniveau_id = new[] { Id("dn klok heel"), Id("dn klok half") }, inh_subcluster_id = new[] { Id("rij") } })
        .Put("inh/inh.subclusters.json", new { id = Id("rij"), prefix = "RK/t/1/1", title = "Rij", doelniveau_id = new[] { Id("dn rijtjes") } })
        .Put("kerndoelen/vakleergebieden.json",
            new { id = Id("kv"), title = "Rekenkunde", kerndoel_domein_id = new[] { Id("kd") }, kerndoel_id = new[] { Id("k1"), Id("k2") } },
            new { id = Id("kv2"), title = "Wereld", kerndoel_id = new[] { Id("k2") } })
        .Put("kerndoelen/domeinen.json", new { id = Id("kd"), title = "Meten", kerndoel_id = new[] { Id("k1") } })
        .Put("kerndoelen/kerndoelen.json",
            new { id = Id("k1"), prefix = "PO Kerndoel 1", title = "De leerlingen leren meten.", kerndoelLabel = "Meten", niveau_id = new[] { Id("po") }, replaces = new[] { Id("k1 oud") } },
            new { id = Id("k2"), prefix = "PO Kerndoel 2", title = "De leerlingen leren kijken.", niveau_id = new[] { Id("po") } })
        .Put("kerndoelen/deprecated.json", new { id = Id("k0"), title = "De leerlingen leerden meten.", types = new[] { "kerndoel" }, replacedBy = new[] { Id("k1"), Id("k2") }, niveau_id = new[] { Id("po") } })
        .Put("fo/sets.json", new { id = Id("nieuw"), title = "Kerndoelen rekenkunde", settype = "kerndoelenset", status = "definitief concept", fo_domein_id = new[] { Id("nd") } })
        .Put("fo/domeinen.json", new { id = Id("nd"), title = "Maten", fo_kernzin_id = new[] { Id("kz"), Id("kz vo") } })
        .Put("fo/kernzinnen.json",
            new { id = Id("kz"), title = "Kerndoel 9", prefix = "9", description = "De leerling meet.", fo_doelzin_id = new[] { Id("dz") } },
            new { id = Id("kz vo"), title = "Kerndoel 9", prefix = "9", description = "De leerling meet verder.", fo_doelzin_id = new[] { Id("dz vo") } })
        .Put("fo/doelzinnen.json",
            new { id = Id("dz"), title = "Doelzin 9A", description = "De leerling meet de tijd.", soort = "kerndoel", status = "definitief concept", fo_uitwerking_id = new[] { Id("uw") } },
            new { id = Id("dz vo"), title = "Doelzin 9A", description = "De leerling meet het heelal.", soort = "kerndoel", status = "definitief concept", fo_uitwerking_id = new[] { Id("uw vo") } })
        .Put("fo/uitwerkingen.json",
            new { id = Id("uw"), title = "Het gaat hierbij om", description = "klokken aflezen.", status = "definitief concept", niveau_id = new[] { Id("po") } },
            new { id = Id("uw vo"), title = "Het gaat hierbij om", description = "lichtjaren.", status = "definitief concept", niveau_id = new[] { Id("vo") } });

    public void Dispose() => Directory.Delete(Location, recursive: true);
}
