using System.CommandLine;
using Dashboard.Schools.Keys;

namespace Dashboard.Host.Commands;

/// <summary>keys rotate: everything sealed goes under the newest encryption secret.</summary>
internal static class KeysCommand
{
    public static Command Make()
    {
        var rotate = new Command("rotate", "Seal everything anew under the first of Dashboard:EncryptionSecrets. Give the nodes the new secret first, with the old one behind it; take the old one away afterwards.");
        rotate.SetAction((_, stop) => CommandRun.With(async (services, s) =>
        {
            foreach (var (column, rows) in await services.GetRequiredService<KeyRotation>().Run(s)) Console.WriteLine($"{column,-32} {rows,8}");
            return 0;
        }, stop));
        return new Command("keys", "The key ring.") { rotate };
    }
}
