using System.CommandLine;
using Dashboard.Schools.Exit;
using Dashboard.Schools.People;
using Dashboard.Store;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Host.Commands;

/// <summary>school create, list, export, destroy: from the first administrator to the statement of destruction.</summary>
internal static class SchoolCommand
{
    private static readonly Option<string> Key = new("--school") { Description = "Key of the school.", Required = true };

    public static Command Make()
    {
        var key = new Option<string>("--key") { Description = "Key of the new school: letters, digits, dashes.", Required = true };
        var name = new Option<string>("--name") { Description = "Name of the school.", Required = true };
        var brin = new Option<string?>("--brin") { Description = "BRIN of four, or of six with the location." };
        var admin = new Option<string>("--admin") { Description = "User name of the first administrator.", Required = true };
        var create = new Command("create", "Make a school and its first administrator; prints the code with which she chooses a password.") { key, name, brin, admin };
        create.SetAction((parse, stop) => CommandRun.With((services, s) => Create(services, parse.GetValue(key)!, parse.GetValue(name)!, parse.GetValue(brin), parse.GetValue(admin)!, s), stop));
        var list = new Command("list", "The schools of this installation, with what is in it.");
        list.SetAction((_, stop) => CommandRun.With(List, stop));
        var output = new Option<string>("--out") { Description = "The zip to write.", Required = true };
        var export = new Command("export", "Everything of a school as JSON lines in a zip, for its exit.") { Key, output };
        export.SetAction((parse, stop) => CommandRun.With((services, s) => Export(services, parse.GetValue(Key)!, parse.GetValue(output)!, s), stop));
        var given = new Option<string?>("--export") { Description = "The zip that the school was given; its hash stands in the statement." };
        var statement = new Option<string>("--statement") { Description = "The file to write the statement to.", Required = true };
        var confirm = new Option<bool>("--confirm") { Description = "Really: there is no way back." };
        var destroy = new Command("destroy", "Destroy everything of a school and write the statement.") { Key, given, statement, confirm };
        destroy.SetAction((parse, stop) => CommandRun.With((services, s) => Destroy(services, parse.GetValue(Key)!, parse.GetValue(given), parse.GetValue(statement)!, parse.GetValue(confirm), s), stop));
        return new Command("school", "Schools of this installation.") { create, list, export, destroy };
    }

    private static async Task<int> Create(IServiceProvider services, string key, string name, string? brin, string admin, CancellationToken stop)
    {
        if (!System.Text.RegularExpressions.Regex.IsMatch(key, "^[a-z0-9][a-z0-9-]{1,38}$") || (brin is not null && !System.Text.RegularExpressions.Regex.IsMatch(brin, "^[0-9]{2}[A-Z]{2}([0-9]{2})?$")))
        {
            await Console.Error.WriteLineAsync("De sleutel heeft kleine letters, cijfers en streepjes; een BRIN is als 12AB of 12AB01.");
            return 2;
        }
        var (school, code) = await services.GetRequiredService<NewSchool>().Create(key, brin, name, admin, stop);
        if (code is null)
        {
            await Console.Error.WriteLineAsync($"School '{key}' of gebruiker '{admin}' bestaat al.");
            return 2;
        }
        Console.WriteLine($"school      {key} ({school})");
        Console.WriteLine($"beheerder   {admin}");
        Console.WriteLine($"code        {code}   (eenmalig, zeven dagen, op /activeren)");
        return 0;
    }

    private static async Task<int> List(IServiceProvider services, CancellationToken stop)
    {
        await using var session = await services.GetRequiredService<Database>().Begin(DatabaseRole.Web, Scope.None, stop);
        foreach (var school in await session.Tables.Schools.AsNoTracking().OrderBy(s => s.Key).ToListAsync(stop)) Console.WriteLine($"{school.Key,-24} {school.Brin ?? "-",-6} {school.Dependance} {school.Name}");
        return 0;
    }

    private static async Task<int> Export(IServiceProvider services, string key, string file, CancellationToken stop)
    {
        var (rows, sha) = await services.GetRequiredService<SchoolExit>().Export(key, file, stop);
        foreach (var (table, n) in rows) Console.WriteLine($"{table,-24} {n,10}");
        Console.WriteLine($"sha256      {sha}");
        return 0;
    }

    private static async Task<int> Destroy(IServiceProvider services, string key, string? export, string statement, bool confirm, CancellationToken stop)
    {
        if (!confirm)
        {
            await Console.Error.WriteLineAsync($"Alles van school '{key}' gaat weg. Geef --confirm mee als dat de bedoeling is.");
            return 2;
        }
        var destroyed = await services.GetRequiredService<SchoolExit>().Destroy(key, export, stop);
        await File.WriteAllTextAsync(statement, destroyed.Statement(), stop);
        Console.WriteLine(destroyed.Statement());
        return 0;
    }
}
