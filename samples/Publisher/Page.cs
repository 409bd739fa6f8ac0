using System.Net;

namespace Dashboard.Samples.Publisher;

/// <summary>One HTML page of a simulated tool.</summary>
public static class Page
{
    public static string Html(SiteLook look, string title, string body) => $$"""
        <!doctype html>
        <html lang="nl">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{Text(title)}} – {{Text(look.Name)}} (gesimuleerd)</title>
        <style>
        body { margin: 0; font: 17px/1.5 Georgia, serif; background: {{look.Paper}}; color: {{look.Ink}} }
        header { background: {{look.Bar}}; color: #fff; padding: .8rem 1.5rem; font-size: 1.3rem; font-weight: bold }
        header small { font-weight: normal; font-size: .9rem; margin-left: .8rem }
        main { max-width: 46rem; margin: 1.5rem auto; padding: 0 1.5rem }
        table { border-collapse: collapse; width: 100%; margin: 1rem 0 }
        th, td { text-align: left; padding: .45rem .6rem; border-bottom: 1px solid #0003; vertical-align: middle }
        td svg { display: block }
        a { color: inherit }
        footer { max-width: 46rem; margin: 2rem auto; padding: 0 1.5rem; font-size: .9rem }
        </style>
        </head>
        <body>
        <header>{{Text(look.Name)}}<small>gesimuleerd leermiddel</small></header>
        <main>
        <h1>{{Text(title)}}</h1>
        {{body}}
        </main>
        <footer>Deze pagina hoort bij de voorbeeldschool. De leerlingen zijn verzonnen. Dit is niet de echte site van {{Text(look.Name)}}.</footer>
        </body>
        </html>
        """;

    /// <summary>Text as HTML.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(text);
}
