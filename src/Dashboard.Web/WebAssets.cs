using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting;

namespace Dashboard.Web;

/// <summary>Our own static files: addresses that change with the content, and which of the npm files were restored.</summary>
public sealed class WebAssets(IWebHostEnvironment environment)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> _known = new();

    /// <summary>Null without npm: the pages then use the system's font.</summary>
    public string? Font => Exists("lib/source-sans-3-latin.woff2") ? "/lib/source-sans-3-latin.woff2" : null;

    /// <summary>Null without npm: every chart is a table then.</summary>
    public string? Charts => Exists("lib/apexcharts.min.js") ? Versioned("lib/apexcharts.min.js") : null;

    /// <summary>"/ui.css?v=…".</summary>
    public string Versioned(string file) => _known.GetOrAdd(file, name =>
    {
        var info = environment.WebRootFileProvider.GetFileInfo(name);
        if (!info.Exists) return "/" + name;
        using var stream = info.CreateReadStream();
        return $"/{name}?v={Convert.ToHexStringLower(SHA256.HashData(stream))[..10]}";
    });

    private bool Exists(string file) => environment.WebRootFileProvider.GetFileInfo(file).Exists;
}
