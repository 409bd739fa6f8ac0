using System.CommandLine;
using Dashboard.Signalling.Replay;

namespace Dashboard.Host.Commands;

/// <summary>signals replay: recorded practice through the rules of production; needs no database.</summary>
internal static class SignalsCommand
{
    public static Command Make()
    {
        var events = new Option<FileInfo>("--events") { Description = "CSV: pupil,goal,tool,timestamp,score,max,result.", Required = true };
        var goals = new Option<FileInfo>("--goals") { Description = "CSV: goal,n,success, of other pupils.", Required = true };
        var output = new Option<FileInfo>("--out") { Description = "CSV to write: pupil,goal,signal,at_index,confidence,shown.", Required = true };
        var replay = new Command("replay", "Run recorded practice through the signal rules.") { events, goals, output };
        replay.SetAction(parse => Replay(parse.GetValue(events)!, parse.GetValue(goals)!, parse.GetValue(output)!));
        return new Command("signals", "Signal rules.") { replay };
    }

    private static int Replay(FileInfo events, FileInfo goals, FileInfo output)
    {
        foreach (var file in new[] { events, goals }.Where(f => !f.Exists))
        {
            Console.Error.WriteLine($"File {file.FullName} does not exist.");
            return 2;
        }
        try
        {
            using var eventRows = events.OpenText();
            using var goalRows = goals.OpenText();
            using var written = output.CreateText();
            Replayer.Run(eventRows, goalRows, written);
            Console.WriteLine($"Written: {output.FullName}");
            return 0;
        }
        catch (InvalidDataException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
