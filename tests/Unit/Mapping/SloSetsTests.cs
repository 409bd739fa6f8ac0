using System.Formats.Tar;
using System.IO.Compression;
using Dashboard.Mapping.Goals;
using Dashboard.Mapping.Goals.Slo;
using Dashboard.Store.Tables;
using static Dashboard.Tests.Mapping.SloFolder;

namespace Dashboard.Tests.Mapping;

/// <summary>SLO's files as goal sets: hierarchy, levels, pairing by order, and what is wrong in a file.</summary>
[Trait("Requirement", "LD-02")]
public sealed class SloSetsTests
{
    private static SloContent Read(SloFolder folder) => SloSets.Read(SloFiles.Open(folder.Location));
    private static GoalSetContent Set(SloContent content, string key) => content.Sets.Single(s => s.Key == key);
    private static GoalContent Goal(GoalSetContent set, string name) => set.Goals.Single(g => g.Key == Id(name));

    [Fact, Trait("Requirement", "LD-05")]
    public void Goals_stand_in_the_hierarchy_and_one_under_two_parents_comes_once()
    {
        using var folder = Small();
        var set = Set(Read(folder), "slo-aanbodsdoelen");

        Assert.Equal([Id("dn tellen"), Id("dn klok heel"), Id("dn rijtjes"), Id("dn klok half")], set.Goals.Where(g => g.Kind == GoalKind.Goal).Select(g => g.Key));
        var heel = Goal(set, "dn klok heel");
        Assert.Equal(("De klok lezen op hele uren", "RK.1.002", "Rekenkunde", "Getallen"), (heel.Title, heel.Code, heel.Subject, heel.Domain));
        Assert.Equal([Uri("telrij"), Uri("klokken")], heel.Parents);
        var places = new GoalPlaces(set.Goals);
        Assert.Equal(4, set.Goals.Count(g => g.Kind == GoalKind.Goal && places.Under(g, Goal(set, "RK"))));
        Assert.Equal(3, set.Goals.Count(g => g.Kind == GoalKind.Goal && places.Under(g, Goal(set, "tijd"))));
        Assert.Equal(("richtinggevend, geen wettelijke status", "CC BY 4.0"), (set.Status, set.Licence));
        Assert.NotNull(set.Attribution);
    }

    [Fact]
    public void What_is_not_read_is_told_by_name_texts_without_a_place_files_and_whole_vakgebieden()
    {
        using var folder = Small();
        folder.Put("inh/inh.vakleergebieden.json",
                new { id = Id("RK"), prefix = "RK", title = "Rekenkunde", inh_inhoudslijn_id = new[] { Id("getallen"), Id("tijd") } },
                new { id = Id("KK"), prefix = "KK", title = "Kunstkunde", inh_inhoudslijn_id = new[] { Id("kleur") } })
            .Put("inh/inh.inhoudslijnen.json",
                new { id = Id("getallen"), title = "Getallen", inh_cluster_id = new[] { Id("telrij") } }, new { id = Id("tijd"), title = "Tijd", inh_cluster_id = new[] { Id("klokken") } },
                new { id = Id("kleur"), title = "Kleur", doelniveau_id = new[] { Id("dn kleur"), Id("dn vorm") } })
            .Put("basis/doelen.json",
                new { id = Id("tellen"), title = "Tellen", aanbodid = "RK.1.001" }, new { id = Id("klok heel"), title = "Klok", aanbodid = "RK.1.002" }, new { id = Id("rijtjes"), title = "Rijtjes", aanbodid = "RK.2.003" },
                new { id = Id("klok half"), title = "Half", aanbodid = "RK.2.003" }, new { id = Id("verf"), title = "Verven", aanbodid = "KK.1.001" }, new { id = Id("los"), title = "Los" }, new { id = Id("los 2"), title = "Los" })
            .Put("basis/tags.json").Put("leerlijn/blokken.json").Put("leerlijn/rijen.json");

        var content = Read(folder);

        Assert.Equal(["SLO aanbodsdoelen: Kunstkunde 2"], content.WithoutText.Select(w => $"{w.Key} {w.Value}"));
        Assert.Contains("KK: 2 doelniveaus en 1 doelen met een aanbodid; niet te koppelen op volgorde", content.Problems);
        Assert.Equal((7, "=2 KK=1"), (content.Doelen, string.Join(' ', content.Loose.Select(l => $"{l.Key}={l.Value}"))));
        Assert.Contains("basis/tags.json", content.NotRead);
        Assert.EndsWith("/leerlijn (2)", content.NotRead[^1], StringComparison.Ordinal);
        Assert.Equal(2, content.NotRead.Count);
    }

    [Fact, Trait("Requirement", "LD-16")]
    public void A_level_is_a_set_of_groepen_with_its_source_and_a_goal_may_have_several()
    {
        using var folder = Small();
        folder.Put("basis/doelen.json", new { id = Id("a"), title = "a", aanbodid = "RK.12.001" }, new { id = Id("b"), title = "b", aanbodid = "RK.1.002" }, new { id = Id("c"), title = "c", aanbodid = "RK.2.003" }, new { id = Id("d"), title = "d", aanbodid = "RK.9.004" });
        var set = Set(Read(folder), "slo-aanbodsdoelen");

        Assert.Equal([1, 2, 3, 4, 5, 6], Goal(set, "dn tellen").Groepen);
        Assert.Equal("fase 1, fase 2", Goal(set, "dn tellen").Level);
        Assert.Equal(Granularity.Fase, Goal(set, "dn tellen").Granularity);
        Assert.Empty(Goal(set, "dn klok half").Groepen); // there is no fase 9
        Assert.All(set.Levels, level => Assert.NotEmpty(level.Source));
        Assert.Equal([4, 5, 6], set.Levels.Single(l => l.Title == "fase 2").Groepen);
    }

    [Fact]
    public void Without_the_file_of_doelniveaus_goals_are_paired_by_order_and_say_so()
    {
        using var folder = Small();
        var content = Read(folder);

        Assert.True(content.Rebuilt);
        Assert.All(Set(content, "slo-aanbodsdoelen").Goals.Where(g => g.Kind == GoalKind.Goal), g => Assert.Equal(Confirmation.Reconstructed, g.Confirmation));
        Assert.Equal("De klok lezen op halve uren", Goal(Set(content, "slo-aanbodsdoelen"), "dn klok half").Title);
    }

    [Fact]
    public void A_recorded_answer_confirms_a_goal_and_knows_its_level_and_kerndoelen()
    {
        using var folder = Small();
        folder.Text("rest-examples/uuid_x.json", $$"""
            {"uuid": "{{Id("klokken")}}", "@type": "InhCluster", "Doelniveau": [
              {"uuid": "{{Id("dn klok heel")}}", "Doel": [{"uuid": "{{Id("klok heel")}}"}], "Niveau": [{"@id": "https://opendata.slo.nl/curriculum/uuid/{{Id("groep 3")}}"}], "Kerndoel": [{"uuid": "{{Id("k1")}}"}]},
              {"uuid": "{{Id("dn klok half")}}", "deprecated": true, "Doel": [{"uuid": "{{Id("tellen")}}"}], "Niveau": [], "Kerndoel": []}]}
            """);
        var set = Set(Read(folder), "slo-aanbodsdoelen");

        var heel = Goal(set, "dn klok heel");
        Assert.Equal((Confirmation.Confirmed, Granularity.Leerjaar), (heel.Confirmation, heel.Granularity!.Value));
        Assert.Equal([3], heel.Groepen);
        Assert.Equal([Uri("k1")], heel.Kerndoelen);
        Assert.Equal(Confirmation.Reconstructed, Goal(set, "dn klok half").Confirmation);
    }

    [Fact]
    public void An_answer_that_says_otherwise_wins_and_is_told()
    {
        using var folder = Small();
        folder.Text("rest-examples/a.json", $$"""[{"Doelniveau": [{"uuid": "{{Id("dn tellen")}}", "Doel": [{"uuid": "{{Id("rijtjes")}}"}], "Niveau": []}]}]""");
        var content = Read(folder);

        Assert.Equal("Rijtjes maken", Goal(Set(content, "slo-aanbodsdoelen"), "dn tellen").Title);
        Assert.Contains(content.Problems, p => p.Contains(Id("dn tellen").ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void The_published_file_of_doelniveaus_goes_above_the_order()
    {
        using var folder = Small();
        folder.Put("basis/doelniveaus.json",
            new { id = Id("dn tellen"), doel_id = new[] { Id("rijtjes") }, niveau_id = new[] { Id("groep 3") }, kerndoel_id = new[] { Id("k1"), Id("k2") } },
            new { id = Id("dn klok heel"), doel_id = Id("tellen"), niveau_id = Id("fase 1") },
            new { id = Id("dn klok half"), doel_id = new[] { Id("klok half") }, unreleased = true });
        var content = Read(folder);
        var set = Set(content, "slo-aanbodsdoelen");

        Assert.False(content.Rebuilt);
        Assert.Equal((Confirmation.Published, "Rijtjes maken"), (Goal(set, "dn tellen").Confirmation, Goal(set, "dn tellen").Title));
        Assert.Equal([Uri("k1"), Uri("k2")], Goal(set, "dn tellen").Kerndoelen);
        Assert.Equal("Tellen tot tien", Goal(set, "dn klok heel").Title);
        Assert.DoesNotContain(set.Goals, g => g.Key == Id("dn klok half")); // not released
        Assert.Equal(2, content.WithoutText.Single().Value);
    }

    [Fact]
    public void As_many_doelniveaus_as_doelen_or_no_pairing_at_all()
    {
        using var folder = Small();
        folder.Put("basis/doelen.json", new { id = Id("tellen"), title = "Tellen", aanbodid = "RK.1.001" });
        var content = Read(folder);

        Assert.DoesNotContain(Set(content, "slo-aanbodsdoelen").Goals, g => g.Kind == GoalKind.Goal);
        Assert.Equal(4, content.WithoutText.Single().Value);
        Assert.Contains(content.Problems, p => p.StartsWith("RK: 4 doelniveaus en 1 doelen", StringComparison.Ordinal));
    }

    [Fact]
    public void Codes_may_be_equal_and_goals_stay_apart()
    {
        using var folder = Small();
        var twice = Set(Read(folder), "slo-aanbodsdoelen").Goals.Where(g => g.Code == "RK.2.003").ToList();

        Assert.Equal(2, twice.Count);
        Assert.Equal(2, twice.Select(g => g.Uri).Distinct().Count());
    }

    [Fact]
    public void A_kerndoel_of_two_vakgebieden_comes_once_and_a_deprecated_one_keeps_its_text_and_successors()
    {
        using var folder = Small();
        var set = Set(Read(folder), "slo-kerndoelen-2006");

        Assert.Equal([Uri("kv"), Uri("kv2")], Goal(set, "k2").Parents);
        Assert.Equal([Uri("kd"), Uri("kv")], Goal(set, "k1").Parents);
        Assert.Equal(2, set.Goals.Count(g => g.Kind == GoalKind.Kerndoel && !g.Deprecated));
        Assert.True(Goal(set, "k0").Deprecated);
        Assert.Contains(new Succession(Uri("k0"), Uri("k1")), set.Successions);
        Assert.Contains(new Succession(Uri("k0"), Uri("k2")), set.Successions);
        Assert.Contains(new Succession(Uri("k1 oud"), Uri("k1")), set.Successions);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], Goal(set, "k1").Groepen);
    }

    [Fact]
    public void New_kerndoelen_have_their_text_their_status_and_the_levels_of_what_stands_under_them()
    {
        using var folder = Small();
        var set = Set(Read(folder), "slo-kerndoelen");

        Assert.Equal(("De leerling meet de tijd.", "Doelzin 9A", "definitief concept"), (Goal(set, "dz").Title, Goal(set, "dz").Code, Goal(set, "dz").Status));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], Goal(set, "kz").Groepen);
        Assert.Empty(Goal(set, "kz vo").Groepen);
        Assert.Equal(2, set.Goals.Count(g => g.Code == "Doelzin 9A"));
    }

    [Fact]
    public void What_is_not_released_is_left_out_and_counted()
    {
        using var folder = Small();
        folder.Put("inh/inh.subclusters.json", new { id = Id("rij"), title = "Rij", unreleased = true, doelniveau_id = new[] { Id("dn rijtjes") } });
        var content = Read(folder);

        Assert.DoesNotContain(Set(content, "slo-aanbodsdoelen").Goals, g => g.Key == Id("rij"));
        Assert.Equal(1, content.Unreleased);
        Assert.DoesNotContain(content.Problems, p => p.Contains("dat er niet is", StringComparison.Ordinal)); // left out on purpose
    }

    [Fact]
    public void Leerdoelenkaarten_are_read_with_goals_on_every_level()
    {
        using var folder = Small();
        Assert.Equal(["leerdoelenkaarten"], Read(folder).Missing);
        folder.Put("ldk/ldk.vakleergebieden.json", new { id = Id("LK"), prefix = "LK", title = "Kaarten", ldk_vakkern_id = new[] { Id("kern") }, doelniveau_id = new[] { Id("dn boven") } })
            .Put("ldk/ldk.vakkernen.json", new { id = Id("kern"), title = "Kern", ldk_vaksubkern_id = new[] { Id("subkern") }, doelniveau_id = new[] { Id("dn kern") } })
            .Put("ldk/ldk.vaksubkernen.json", new { id = Id("subkern"), title = "Subkern", ldk_vakinhoud_id = new[] { Id("inhoud") } })
            .Put("ldk/ldk.vakinhouden.json", new { id = Id("inhoud"), title = "Inhoud", doelniveau_id = new[] { Id("dn inhoud") } })
            .Put("basis/doelniveaus.json",
                new { id = Id("dn boven"), doel_id = new[] { Id("tellen") }, niveau_id = new[] { Id("groep 3") } }, new { id = Id("dn kern"), doel_id = new[] { Id("rijtjes") }, niveau_id = new[] { Id("fase 1") } },
                new { id = Id("dn inhoud"), doel_id = new[] { Id("klok heel") }, niveau_id = new[] { Id("fase 2") } });
        var content = Read(folder);
        var set = Set(content, "slo-leerdoelenkaarten");

        Assert.Empty(content.Missing);
        Assert.Equal([Id("dn boven"), Id("dn kern"), Id("dn inhoud")], set.Goals.Where(g => g.Kind == GoalKind.Goal).Select(g => g.Key).OrderBy(k => Array.IndexOf([Id("dn boven"), Id("dn kern"), Id("dn inhoud")], k)));
        Assert.Equal("Kern", Goal(set, "dn inhoud").Domain);
    }

    [Theory]
    [InlineData("fo/doelzinnen.json", "[{", "fo/doelzinnen.json is geen JSON")]
    [InlineData("fo/doelzinnen.json", "{}", "fo/doelzinnen.json: verwacht een lijst van records")]
    [InlineData("fo/doelzinnen.json", "[{\"title\": \"x\"}]", "fo/doelzinnen.json, record 1: 'id' ontbreekt")]
    [InlineData("fo/doelzinnen.json", "[{\"id\": \"12\"}]", "fo/doelzinnen.json, record 1: 'id' is geen uuid")]
    [InlineData("inh/inh.clusters.json", "[{\"id\": \"e3adc949-0933-4616-b4d0-089bafe6a78c\", \"doelniveau_id\": [7]}]", "record 1: 'doelniveau_id' heeft een waarde die geen uuid is")]
    public void A_file_that_is_wrong_is_named_with_its_record_and_field(string file, string content, string message)
    {
        using var folder = Small();
        folder.Text(file, content);

        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Read(folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_under_itself_is_refused_and_a_link_to_nothing_is_told()
    {
        using var folder = Small();
        folder.Put("fo/domeinen.json", new { id = Id("nd"), title = "Maten", fo_kernzin_id = new[] { Id("niets") } });
        Assert.Contains(Read(folder).Problems, p => p.Contains($"fo_kernzin {Id("niets")}", StringComparison.Ordinal));

        folder.Put("fo/kernzinnen.json", new { id = Id("kz"), title = "Kerndoel 9", fo_doelzin_id = new[] { Id("dz") } })
            .Put("fo/domeinen.json", new { id = Id("nd"), title = "Maten", fo_kernzin_id = new[] { Id("kz") } })
            .Put("fo/doelzinnen.json", new { id = Id("dz"), title = "x", fo_kernzin_id = new[] { Id("kz") } });
        Assert.Contains("staat onder zichzelf", Assert.Throws<InvalidDataException>(() => Read(folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_release_archive_names_its_release_and_commit()
    {
        using var folder = Small();
        using var away = new SloFolder();
        const string commit = "0123456789abcdef0123456789abcdef01234567";
        var (zip, tar) = (Path.Combine(away.Location, "fo.zip"), Path.Combine(away.Location, "fo.tar.gz"));
        using (var archive = ZipFile.Open(zip, ZipArchiveMode.Create))
        {
            archive.Comment = commit;
            foreach (var file in Directory.EnumerateFiles(Path.Combine(folder.Location, "fo"))) archive.CreateEntryFromFile(file, "curriculum-fo-2026.52/data/" + Path.GetFileName(file));
        }
        using (var packed = new GZipStream(File.Create(tar), CompressionLevel.Fastest))
        using (var archive = new TarWriter(packed, TarEntryFormat.Pax))
        {
            archive.WriteEntry(new PaxGlobalExtendedAttributesTarEntry(new Dictionary<string, string> { ["comment"] = commit }));
            foreach (var file in Directory.EnumerateFiles(Path.Combine(folder.Location, "fo"))) archive.WriteEntry(file, "curriculum-fo-2026.52/data/" + Path.GetFileName(file));
        }

        foreach (var file in (string[])[zip, tar])
        {
            var set = Set(SloSets.Read(SloFiles.Open(file)), "slo-kerndoelen");
            Assert.Equal(("2026.52", commit), (set.Release.Tag, set.Release.Commit));
            Assert.NotNull(set.Release.Date);
        }
        Assert.Equal("2026.7", Set(SloSets.Read(SloFiles.Open(folder.Location, new Dictionary<string, string> { ["fo"] = "2026.7" })), "slo-kerndoelen").Release.Tag);
        Assert.Contains("geen bestanden van SLO", Assert.Throws<InvalidDataException>(() => SloFiles.Open(away.Without("fo.zip").Without("fo.tar.gz").Location)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_files_have_the_same_fingerprint_and_a_changed_word_another()
    {
        using var folder = Small();
        var first = Set(Read(folder), "slo-kerndoelen").Fingerprint();
        Assert.Equal(first, Set(Read(folder), "slo-kerndoelen").Fingerprint());

        folder.Put("fo/uitwerkingen.json", new { id = Id("uw"), title = "Het gaat hierbij om", description = "klokken en wekkers aflezen.", niveau_id = new[] { Id("po") } });
        Assert.NotEqual(first, Set(Read(folder), "slo-kerndoelen").Fingerprint());
    }
}
