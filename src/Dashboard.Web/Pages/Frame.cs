using Dashboard.Web.Class;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Dashboard.Web.Pages;

/// <summary>What the layout needs of a page.</summary>
/// <param name="Title">Of the window: never a pupil's name, it stands in the browser's history.</param>
/// <param name="GroupKey">The group the bar on top is about.</param>
/// <param name="GroupName">As the school calls it.</param>
/// <param name="Pupils">Names to search in without a request.</param>
/// <param name="Here">The current item of the bar.</param>
public sealed record Frame(string Title, string? GroupKey = null, string? GroupName = null, IReadOnlyList<ClassMate>? Pupils = null, string? Here = null)
{
    public static Frame Of(string title, SchoolGroup group, IReadOnlyList<ClassMate> pupils, string? here = null) => new(title, group.Key, group.Name, pupils, here);
}

/// <summary>The frame travels in the view data.</summary>
public static class FrameOfPage
{
    public static void Frame(this ViewDataDictionary data, Frame frame) => data["Frame"] = frame;
    public static Frame Frame(this ViewDataDictionary data) => data["Frame"] as Frame ?? throw new InvalidOperationException("The page set no Frame.");
}
