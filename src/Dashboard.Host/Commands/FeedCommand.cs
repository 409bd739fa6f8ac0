using System.CommandLine;
using Dashboard.Schools.Feeds;
using Dashboard.Store;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Host.Commands;

/// <summary>feed on: a tool's feed into a school.</summary>
internal static class FeedCommand
{
    public static Command Make()
    {
        var school = new Option<string>("--school") { Description = "Key of the school.", Required = true };
        var tool = new Option<string>("--tool") { Description = "Key of the tool.", Required = true };
        var progress = new Option<bool>("--progress") { Description = "Take the Edu-V Progress draft too." };
        var uwlr = new Option<bool>("--uwlr-key") { Description = "Make an autorisatiesleutel and print it once." };
        var on = new Command("on", "Switch a tool's feed on for a school.") { school, tool, progress, uwlr };
        on.SetAction((parse, stop) => CommandRun.With((services, s) => On(services, parse.GetValue(school)!, parse.GetValue(tool)!, parse.GetValue(progress), parse.GetValue(uwlr), s), stop));
        return new Command("feed", "Feeds of a school.") { on };
    }

    private static async Task<int> On(IServiceProvider services, string schoolKey, string toolKey, bool progress, bool uwlr, CancellationToken stop)
    {
        int school, tool;
        await using (var session = await services.GetRequiredService<Database>().Begin(DatabaseRole.Web, Scope.None, stop))
        {
            school = (await session.Tables.FindSchool(schoolKey, stop))?.SchoolId ?? 0;
            tool = await session.Tables.Tools.Where(t => t.Key == toolKey).Select(t => t.ToolId).SingleOrDefaultAsync(stop);
        }
        if (school == 0 || tool == 0)
        {
            await Console.Error.WriteLineAsync(school == 0 ? $"School '{schoolKey}' is niet bekend." : $"Leermiddel '{toolKey}' is niet bekend.");
            return 2;
        }
        await services.GetRequiredService<Registry>().FeedOn(school, tool, progress, null, stop);
        await services.GetRequiredService<FeedAgreements>().Activate(school, tool, "command", null, stop);
        Console.WriteLine($"aan         {toolKey} voor {schoolKey}");
        if (uwlr) Console.WriteLine($"sleutel     {await services.GetRequiredService<PublisherKeys>().NewFeedKey(school, tool, "command", stop)}");
        return 0;
    }
}
