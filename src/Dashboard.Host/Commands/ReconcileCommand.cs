using System.CommandLine;

namespace Dashboard.Host.Commands;

/// <summary>reconcile: proves on any installation that nothing is lost and nobody wrong. Reads only; a line per school.</summary>
internal static class ReconcileCommand
{
    public static Command Make()
    {
        var school = new Option<string?>("--school") { Description = "Key of one school; without it all of them." };
        var command = new Command("reconcile", "Check that every accepted result is stored once, that reports add up, and that signals equal a clean replay.") { school };
        command.SetAction((parse, stop) => CommandRun.With((services, s) => Run(services, parse.GetValue(school), s), stop));
        return command;
    }

    private static async Task<int> Run(IServiceProvider services, string? only, CancellationToken stop)
    {
        var (schools, wrong) = (0, 0);
        await foreach (var outcome in services.GetRequiredService<Reconcile>().Run(only, stop))
        {
            Console.WriteLine(outcome);
            schools++;
            if (!outcome.IsGood) wrong++;
        }
        if (schools == 0 && only is not null)
        {
            await Console.Error.WriteLineAsync($"School '{only}' is niet bekend.");
            return 2;
        }
        Console.WriteLine($"{schools} schools, {wrong} not good");
        return wrong == 0 ? 0 : 1;
    }
}
