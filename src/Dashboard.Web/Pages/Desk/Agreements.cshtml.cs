using Dashboard.Publishers.Deliveries;
using Dashboard.Publishers.Versions;
using Dashboard.Web.Desk;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Pages.Desk;

/// <summary>Limits, the catalogue of errors, and how long a version stays.</summary>
public sealed class AgreementsModel(CurrentPublisher publisher, TextBook texts, IOptions<DoorLimits> limits, IOptions<VersionPolicy> versions) : DeskPage(publisher, texts)
{
    protected override string Here => "afspraken";
    public Agreements Said { get; } = Agreements.In(texts, limits.Value, versions.Value);
}
