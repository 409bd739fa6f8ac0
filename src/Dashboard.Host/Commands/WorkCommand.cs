using System.CommandLine;
using Dashboard.Schools.Feeds;
using Dashboard.Store;
using Dashboard.Store.Ledger;

namespace Dashboard.Host.Commands;

/// <summary>work parked, work replay: what failed five times, and again.</summary>
internal static class WorkCommand
{
    public static Command Make()
    {
        var school = new Option<string>("--school") { Description = "Key of the school.", Required = true };
        var part = new Option<long?>("--part") { Description = "One piece of work; without it all that is parked." };
        var parked = new Command("parked", "What failed five times and waits for a person.") { school };
        parked.SetAction((parse, stop) => CommandRun.With((services, s) => Run(services, parse.GetValue(school)!, async (session, id) =>
        {
            var found = await session.ReadParked(id, s);
            foreach (var one in found) Console.WriteLine($"{one.Part,10} {one.Kind,-12} {one.Since:u} {one.Error}");
            Console.WriteLine($"{found.Count} parked");
        }, s), stop));
        var replay = new Command("replay", "Try parked work again, from the step at which it failed.") { school, part };
        replay.SetAction((parse, stop) => CommandRun.With((services, s) => Run(services, parse.GetValue(school)!, async (session, id) =>
        {
            Console.WriteLine($"{await session.ReplayParked(id, parse.GetValue(part), s)} go again");
            await session.Commit(s);
        }, s), stop));
        return new Command("work", "The ledger's work.") { parked, replay };
    }

    private static async Task<int> Run(IServiceProvider services, string key, Func<Session, int, Task> work, CancellationToken stop)
    {
        var database = services.GetRequiredService<Database>();
        int id;
        await using (var directory = await database.Begin(DatabaseRole.Web, Scope.None, stop)) id = (await directory.Tables.FindSchool(key, stop))?.SchoolId ?? 0;
        if (id == 0)
        {
            await Console.Error.WriteLineAsync($"School '{key}' is niet bekend.");
            return 2;
        }
        await using var session = await database.Begin(DatabaseRole.Publishers, Scope.School(id), stop);
        await work(session, id);
        return 0;
    }
}
