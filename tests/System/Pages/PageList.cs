using Microsoft.Playwright;

namespace Dashboard.SystemTests.Pages;

/// <summary>Every page that a teacher or intern begeleider can look at, in the states that matter, and the pages of the others.</summary>
/// <param name="Name">For the report and the picture.</param>
/// <param name="User">Who looks; empty: nobody is signed in.</param>
/// <param name="Path">Where; {maaike}, {goal} and {signal} are filled in.</param>
/// <param name="Act">What brings the page into its state.</param>
public sealed record PageState(string Name, string User, string Path, Func<IPage, Task>? Act = null)
{
    private static async Task Open(IPage page, string selector) => await page.Locator(selector).First.ClickAsync();

    public static IReadOnlyList<PageState> All { get; } =
    [
        new("groep", "vera", "/g/groep-5?periode=week"),
        new("groep-waarom", "vera", "/g/groep-5?periode=week&waarom={signal}"),
        new("groep-vastleggen", "vera", "/g/groep-5?periode=week", p => Open(p, ".sig details.rec > summary")),
        new("groep-alle-doelen", "vera", "/g/groep-5?periode=zes&doelen=alle"),
        new("groep-rondleiding", "vera", "/g/groep-5?rondleiding=2"),
        new("groep-leeg", "ib", "/g/leeg"),
        new("leerling", "vera", "/g/groep-5/l/{maaike}"),
        new("leerling-leeg", "vera", "/g/groep-5/l/{maaike}?periode=vandaag"),
        new("gesprek", "vera", "/g/groep-5/l/{maaike}/gesprek"),
        new("doel", "vera", "/g/groep-5/doel/{goal}"),
        new("bloem", "vera", "/g/groep-5/bloem"),
        new("digibord", "vera", "/g/groep-5/bloem/digibord"),
        new("bezig", "vera", "/g/groep-5/bezig"),
        new("voorbereiden", "vera", "/g/groep-5/voorbereiden"),
        new("dagsluiting", "vera", "/g/groep-5/dagsluiting"),
        new("weekbericht", "vera", "/g/groep-5/week"),
        new("lijstje", "vera", "/lijstje"),
        new("kerndoelen", "vera", "/g/groep-5/kerndoelen"),
        new("overdracht", "ib", "/g/groep-5/overdracht"),
        new("school", "ib", "/"),
        new("zoeken", "ib", "/zoek"),
        new("uitleg", "vera", "/uitleg"),
        new("uitleg-leermiddel", "vera", "/uitleg/rekentuin"),
        new("niet-gevonden", "vera", "/g/nergens"),
        new("inloggen", "", "/inloggen"),
        new("beheer-start", "beheer", "/beheer/start"),
        new("beheer-leermiddelen", "beheer", "/beheer/koppelingen"),
        new("beheer-leermiddel", "beheer", "/beheer/koppelingen/rekentuin"),
        new("beheer-mensen", "beheer", "/beheer/mensen"),
        new("beheer-leerlingen", "beheer", "/beheer/leerlingen"),
        new("beheer-wie-ziet", "beheer", "/beheer/leerlingen/{maaike}"),
        new("beheer-inzage", "beheer", "/beheer/leerlingen/{maaike}/inzage"),
        new("beheer-leerlinglijst", "beheer", "/beheer/leerlinglijst"),
        new("beheer-kalender", "beheer", "/beheer/kalender"),
        new("beheer-verzoeken", "beheer", "/beheer/verzoeken"),
        new("beheer-bewaren", "beheer", "/beheer/bewaren"),
        new("beheer-logboek", "beheer", "/beheer/logboek"),
        new("verslag", "bestuur", "/verslag"),
        new("koppelen", "curator", "/doelen/koppelen"),
        new("dekking", "curator", "/doelen/dekking"),
        new("uitgever", "uitgever", "/uitgever"),
        new("installatie", "operator", "/installatie"),
    ];

    /// <summary>The address with the keys of this database.</summary>
    public async Task<string> Address(TestDatabase database)
    {
        async Task<string> One(string sql) => (await database.Query(sql))[0][0];
        return Path.Contains('{', StringComparison.Ordinal)
            ? Path.Replace("{maaike}", await One("select p.key::text from pupil p join pupil_name n using (school_id, pupil_id) where n.given_name = 'Maaike' limit 1"), StringComparison.Ordinal)
                .Replace("{goal}", await One("select key::text from goal where short_name = 'Klokkijken, hele uren' limit 1"), StringComparison.Ordinal)
                .Replace("{signal}", await One("select s.signal_id::text from signal s join pupil_name n using (school_id, pupil_id) where n.given_name = 'Guus' and s.kind = 1 and s.state = 0 limit 1"), StringComparison.Ordinal)
            : Path;
    }

    /// <summary>A group to which nothing came yet, as long as the caller needs it.</summary>
    public static Task AddEmptyGroup(TestDatabase database) =>
        database.Execute("insert into school_group (school_id, key, las_key, name, year_group, composite, school_year) select school_id, 'leeg', 'leeg', 'Groep 8', '8', false, school_year from school_group where key = 'groep-5'");

    public static Task TakeEmptyGroup(TestDatabase database) => database.Execute("delete from group_view v using school_group g where g.school_id = v.school_id and g.group_id = v.group_id and g.key = 'leeg'; delete from school_group where key = 'leeg'");
}
