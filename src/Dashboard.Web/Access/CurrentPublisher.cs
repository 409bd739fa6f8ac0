namespace Dashboard.Web.Access;

/// <summary>The publisher whose staff is signed in, with what is its own. Looked up anew each time: a person may change employer.</summary>
public sealed record OwnPublisher(Publisher Publisher, IReadOnlyList<Tool> Tools, IReadOnlyList<PublisherClient> Clients)
{
    public Tool? Tool(string? key) => Tools.FirstOrDefault(t => t.Key == key);
}

public sealed class CurrentPublisher(CurrentPerson current)
{
    /// <returns>Null when the person is not a publisher's staff.</returns>
    public async Task<OwnPublisher?> Find(CancellationToken stop)
    {
        if (current.OrNobody is not { Role: Role.PublisherStaff } person) return null;
        await using var session = await current.Begin(stop);
        var t = session.Tables;
        var publisher = await (
            from staff in t.Staff.AsNoTracking()
            join p in t.Publishers.AsNoTracking() on staff.PublisherId equals p.PublisherId
            where staff.SchoolId == person.School && staff.StaffId == person.StaffId
            select p).SingleOrDefaultAsync(stop);
        if (publisher is null) return null;
        return new OwnPublisher(publisher,
            await t.Tools.AsNoTracking().Where(x => x.PublisherId == publisher.PublisherId).OrderBy(x => x.Name).ToListAsync(stop),
            await t.PublisherClients.AsNoTracking().Where(c => c.PublisherId == publisher.PublisherId).OrderBy(c => c.ClientId).ToListAsync(stop));
    }
}
