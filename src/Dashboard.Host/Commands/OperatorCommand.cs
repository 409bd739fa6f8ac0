using System.CommandLine;
using Dashboard.Schools.People;

namespace Dashboard.Host.Commands;

/// <summary>operator add, invite, list: who runs the installation, from the first one on.</summary>
internal static class OperatorCommand
{
    private static readonly Argument<string> Name = new("username") { Description = "User name: letters, digits, dot, dash, @; at least three." };

    public static Command Make()
    {
        var add = new Command("add", "Make an operator; prints the code with which she chooses a password. A second factor is set up at the first sign-in.") { Name };
        add.SetAction((parse, stop) => CommandRun.With(async (services, s) => await Say(parse.GetValue(Name)!, await services.GetRequiredService<Operators>().Add(parse.GetValue(Name)!, s), "bestaat al, of is geen gebruikersnaam"), stop));
        var invite = new Command("invite", "A new code for an operator: password and second factor start anew.") { Name };
        invite.SetAction((parse, stop) => CommandRun.With(async (services, s) => await Say(parse.GetValue(Name)!, await services.GetRequiredService<Operators>().Invite(parse.GetValue(Name)!, s), "is geen beheerder van deze installatie"), stop));
        var list = new Command("list", "The operators of this installation.");
        list.SetAction((_, stop) => CommandRun.With(List, stop));
        return new Command("operator", "Who runs this installation; they belong to no school and see no pupil.") { add, invite, list };
    }

    private static async Task<int> Say(string userName, string? code, string wrong)
    {
        if (code is null)
        {
            await Console.Error.WriteLineAsync($"'{userName}' {wrong}.");
            return 2;
        }
        Console.WriteLine($"beheerder   {userName}");
        Console.WriteLine($"code        {code}   (eenmalig, zeven dagen, op /activeren)");
        return 0;
    }

    private static async Task<int> List(IServiceProvider services, CancellationToken stop)
    {
        foreach (var (name, second, last) in await services.GetRequiredService<Operators>().All(stop))
            Console.WriteLine($"{name,-32} {(second ? "tweede stap aan" : "nog niet ingesteld"),-20} {last?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "-"}");
        return 0;
    }
}
