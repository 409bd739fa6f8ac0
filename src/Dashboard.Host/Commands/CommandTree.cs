using System.CommandLine;

namespace Dashboard.Host.Commands;

/// <summary>The command line. Exit code 0 done, 1 failed, 2 wrong use or needs --confirm; reports on stdout, progress on stderr.</summary>
public static class CommandTree
{
    public static async Task<int> Run(string[] args)
    {
        var roles = new Option<string>("--roles") { Description = "What this process does: publishers, mapping, signalling, web (comma-separated), or all.", DefaultValueFactory = _ => "all" };
        var demo = new Option<bool?>("--demo") { Description = "Switch on the sample school and its simulated publishers (always on with the embedded database, unless --demo false)." };
        var root = new RootCommand("The overarching dashboard: practice results of every publisher's tool under the national learning goals.")
        {
            roles, demo,
            RosterCommand.Make(),
            PublisherCommand.Make(),
            FeedCommand.Make(),
            TestsCommand.Make(),
            GoalsCommand.Make(),
            SignalsCommand.Make(),
            ReconcileCommand.Make(),
            AuditCommand.Make(),
            RetentionCommand.Make(),
            SchoolCommand.Make(),
            OperatorCommand.Make(),
            WorkCommand.Make(),
            KeysCommand.Make(),
        };
        root.TreatUnmatchedTokensAsErrors = false; // --urls and any --Section:Key=value are ASP.NET's
        root.SetAction(async (parse, stop) =>
        {
            try
            {
                return await DashboardHost.Run(RolesText.Parse(parse.GetValue(roles)), parse.GetValue(demo), args, stop);
            }
            catch (ArgumentException e)
            {
                await Console.Error.WriteLineAsync(e.Message);
                return 2;
            }
        });
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message);
            return 2;
        }
        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }
}
