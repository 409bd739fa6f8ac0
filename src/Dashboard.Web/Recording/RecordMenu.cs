using Dashboard.Web.Class;
using Dashboard.Web.Goals;

namespace Dashboard.Web.Recording;

/// <summary>The menu "Vastleggen": open, choose; choosing is saving.</summary>
/// <param name="address">Where the form goes: the group's address.</param>
/// <param name="back">Query of the page to come back to.</param>
/// <param name="topic">The goal; without a learning goal nothing is marked on it.</param>
/// <param name="pupils">For whom.</param>
/// <param name="signals">Which signals an answer is about; none: the menu only marks.</param>
/// <param name="primary">The one dark button of its region.</param>
/// <param name="page">The page to come back to, the group page if null.</param>
public sealed class RecordMenu(string address, string back, Topic topic, IReadOnlyList<ClassMate> pupils, IReadOnlyList<Guid> signals, bool primary, string? page = null)
{
    public string Action => address + "/vastleggen";
    public string Back => (page ?? address) + back;
    public Topic Topic => topic;
    public IReadOnlyList<ClassMate> Pupils => pupils;
    public IReadOnlyList<Guid> Signals => signals;
    public bool Primary => primary;
}
