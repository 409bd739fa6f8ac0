using System.CommandLine;
using Dashboard.Schools.Rights;

namespace Dashboard.Host.Commands;

/// <summary>retention run: now, instead of tonight.</summary>
internal static class RetentionCommand
{
    public static Command Make()
    {
        var run = new Command("run", "Take away what is past its term, now. Prints what went per school.");
        run.SetAction((_, stop) => CommandRun.With(async (services, s) =>
        {
            var schools = 0;
            await foreach (var (school, report) in services.GetRequiredService<Retention>().Run(s))
            {
                Console.WriteLine($"{school}: {report}");
                schools++;
            }
            Console.WriteLine($"{schools} schools had data past its term");
            return 0;
        }, stop));
        return new Command("retention", "How long data is kept.") { run };
    }
}
