using System.CommandLine;
using Dashboard.Schools.Audits;

namespace Dashboard.Host.Commands;

/// <summary>audit: proves that no line of a school's audit trail was changed, added or taken away.</summary>
internal static class AuditCommand
{
    public static Command Make()
    {
        var school = new Option<string?>("--school") { Description = "Key of one school; without it all of them." };
        var verify = new Command("verify", "Go over the hash chain of the audit trail. Keep the head that it prints elsewhere: then nothing can be cut off either.") { school };
        verify.SetAction((parse, stop) => CommandRun.With((services, s) => Verify(services, parse.GetValue(school), s), stop));
        var seal = new Command("seal", "Seal what was written since the last batch, now.");
        seal.SetAction((_, stop) => CommandRun.With(async (services, s) =>
        {
            Console.WriteLine($"{await services.GetRequiredService<AuditSeals>().SealAll(s)} lines sealed");
            return 0;
        }, stop));
        return new Command("audit", "The audit trail.") { verify, seal };
    }

    private static async Task<int> Verify(IServiceProvider services, string? only, CancellationToken stop)
    {
        var (schools, wrong) = (0, 0);
        await foreach (var check in services.GetRequiredService<AuditSeals>().Verify(only, stop))
        {
            Console.WriteLine(check);
            schools++;
            if (!check.IsGood) wrong++;
        }
        if (schools == 0)
        {
            await Console.Error.WriteLineAsync($"School '{only}' is niet bekend.");
            return 2;
        }
        Console.WriteLine($"{schools} chains, {wrong} not good");
        return wrong == 0 ? 0 : 1;
    }
}
