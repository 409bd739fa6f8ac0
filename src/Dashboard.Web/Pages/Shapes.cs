using Dashboard.Contracts;
using Dashboard.Web.States;

namespace Dashboard.Web.Pages;

/// <summary>Word, shape and colour of each state: which symbol of the sprite, which class of the style sheet.</summary>
public static class Shapes
{
    public static string Symbol(SignalKind kind) => kind switch { SignalKind.Stuck => "k-stuck", SignalKind.FastProgress => "k-fast", _ => "k-new" };

    public static string Css(SignalKind kind) => kind switch { SignalKind.Stuck => "stuck", SignalKind.FastProgress => "fast", _ => "new" };

    public static string Symbol(CellMark mark) => mark switch
    {
        CellMark.Stuck => "k-stuck",
        CellMark.Fast => "k-fast",
        CellMark.NewProgress => "k-new",
        CellMark.Contradiction => "s-clash",
        CellMark.Withdrawn => "s-back",
        CellMark.TooLittle => "s-thin",
        CellMark.Old => "s-old",
        CellMark.Practised => "s-done",
        CellMark.Harder => "s-high",
        CellMark.Skipped => "s-skip",
        CellMark.NotOffered => "s-notyet",
        CellMark.NoFeed => "s-off",
        _ => "s-none",
    };

    public static string Css(CellMark mark) => mark switch { CellMark.Stuck => "stuck", CellMark.Fast => "fast", CellMark.NewProgress => "new", _ => "state" };

    /// <summary>The marks in the order of the legend.</summary>
    public static IReadOnlyList<CellMark> All { get; } =
    [
        CellMark.Stuck, CellMark.Fast, CellMark.NewProgress, CellMark.Practised, CellMark.NoData, CellMark.NotOffered, CellMark.Skipped, CellMark.Harder,
        CellMark.Old, CellMark.TooLittle, CellMark.Contradiction, CellMark.Withdrawn, CellMark.NoFeed,
    ];
}
