using System.Text;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Store;

/// <summary>
/// The tables as EF sees them, for projections on pages and small writes; batches go through the *.Sql.cs files.
/// Always made by a <see cref="Session"/>, so that the schools in scope are set.
/// </summary>
public sealed class StoreContext(DbContextOptions<StoreContext> options) : DbContext(options)
{
    /// <summary>What this node keeps in memory of the database.</summary>
    public Kept Kept { get; internal init; } = null!;

    public DbSet<School> Schools => Set<School>();
    public DbSet<DirectoryVersion> DirectoryVersions => Set<DirectoryVersion>();
    public DbSet<Login> Logins => Set<Login>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();
    public DbSet<Pupil> Pupils => Set<Pupil>();
    public DbSet<PupilName> PupilNames => Set<PupilName>();
    public DbSet<PupilAlias> PupilAliases => Set<PupilAlias>();
    public DbSet<SchoolGroup> Groups => Set<SchoolGroup>();
    public DbSet<Membership> Memberships => Set<Membership>();
    public DbSet<GroupVersionRow> GroupVersions => Set<GroupVersionRow>();
    public DbSet<Staff> Staff => Set<Staff>();
    public DbSet<Assignment> Assignments => Set<Assignment>();
    public DbSet<Feed> Feeds => Set<Feed>();
    public DbSet<FeedGroup> FeedGroups => Set<FeedGroup>();
    public DbSet<Pull> Pulls => Set<Pull>();
    public DbSet<FeedKey> FeedKeys => Set<FeedKey>();
    public DbSet<SchoolAdministration> SchoolAdministrations => Set<SchoolAdministration>();
    public DbSet<Audit> Audits => Set<Audit>();
    public DbSet<AuditSeal> AuditSeals => Set<AuditSeal>();
    public DbSet<PersonSession> PersonSessions => Set<PersonSession>();
    public DbSet<Activation> Activations => Set<Activation>();
    public DbSet<ExternalLogin> ExternalLogins => Set<ExternalLogin>();
    public DbSet<RightsRequest> RightsRequests => Set<RightsRequest>();
    public DbSet<Tombstone> Tombstones => Set<Tombstone>();
    public DbSet<RetentionTerm> RetentionTerms => Set<RetentionTerm>();
    public DbSet<RetentionRun> RetentionRuns => Set<RetentionRun>();
    public DbSet<Publisher> Publishers => Set<Publisher>();
    public DbSet<Tool> Tools => Set<Tool>();
    public DbSet<PublisherClient> PublisherClients => Set<PublisherClient>();
    public DbSet<UsedAssertion> UsedAssertions => Set<UsedAssertion>();
    public DbSet<DeliveredTest> DeliveredTests => Set<DeliveredTest>();
    public DbSet<Delivery> Deliveries => Set<Delivery>();
    public DbSet<Work> Work => Set<Work>();
    public DbSet<WaitingResult> WaitingResults => Set<WaitingResult>();
    public DbSet<Launch> Launches => Set<Launch>();
    public DbSet<LaunchSigningKey> LaunchSigningKeys => Set<LaunchSigningKey>();
    public DbSet<GoalSet> GoalSets => Set<GoalSet>();
    public DbSet<GoalSetRelease> GoalSetReleases => Set<GoalSetRelease>();
    public DbSet<GoalLevel> GoalLevels => Set<GoalLevel>();
    public DbSet<Goal> Goals => Set<Goal>();
    public DbSet<GoalInRelease> GoalsInReleases => Set<GoalInRelease>();
    public DbSet<GoalParent> GoalParents => Set<GoalParent>();
    public DbSet<GoalSuccessor> GoalSuccessors => Set<GoalSuccessor>();
    public DbSet<GoalChange> GoalChanges => Set<GoalChange>();
    public DbSet<GoalEdit> GoalEdits => Set<GoalEdit>();
    public DbSet<GoalKerndoel> GoalKerndoelen => Set<GoalKerndoel>();
    public DbSet<SchoolGoalSet> SchoolGoalSets => Set<SchoolGoalSet>();
    public DbSet<MethodGoal> MethodGoals => Set<MethodGoal>();
    public DbSet<GoalLink> GoalLinks => Set<GoalLink>();
    public DbSet<LinkChange> LinkChanges => Set<LinkChange>();
    public DbSet<MethodGoalUse> MethodGoalUses => Set<MethodGoalUse>();
    public DbSet<MapChange> MapChanges => Set<MapChange>();
    public DbSet<SchoolGoalReview> SchoolGoalReviews => Set<SchoolGoalReview>();
    public DbSet<StoredResult> Results => Set<StoredResult>();
    public DbSet<ResultHistory> ResultHistory => Set<ResultHistory>();
    public DbSet<Track> Tracks => Set<Track>();
    public DbSet<GoalState> GoalStates => Set<GoalState>();
    public DbSet<Signal> Signals => Set<Signal>();
    public DbSet<Notice> Notices => Set<Notice>();
    public DbSet<SignalSetting> SignalSettings => Set<SignalSetting>();
    public DbSet<TargetLevel> TargetLevels => Set<TargetLevel>();
    public DbSet<DifficultyRelease> DifficultyReleases => Set<DifficultyRelease>();
    public DbSet<Difficulty> Difficulties => Set<Difficulty>();
    public DbSet<Mark> Marks => Set<Mark>();
    public DbSet<StudyDay> StudyDays => Set<StudyDay>();
    public DbSet<GroupNotice> GroupNotices => Set<GroupNotice>();
    public DbSet<SignalQuiet> SignalQuiets => Set<SignalQuiet>();
    public DbSet<Reaction> Reactions => Set<Reaction>();
    public DbSet<FollowUp> FollowUps => Set<FollowUp>();
    public DbSet<FollowUpPupil> FollowUpPupils => Set<FollowUpPupil>();
    public DbSet<Note> Notes => Set<Note>();
    public DbSet<GroupView> GroupViews => Set<GroupView>();
    public DbSet<Digest> Digests => Set<Digest>();
    public DbSet<PetalLabel> PetalLabels => Set<PetalLabel>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<School>().HasKey(x => x.SchoolId);
        model.Entity<DirectoryVersion>().HasKey(x => x.OnlyRow);
        model.Entity<Login>().HasKey(x => x.UserName);
        model.Entity<DataProtectionKey>().HasKey(x => x.Name);
        model.Entity<Pupil>().HasKey(x => new { x.SchoolId, x.PupilId });
        model.Entity<Pupil>().Property(x => x.PupilId).ValueGeneratedOnAdd();
        model.Entity<PupilName>().HasKey(x => new { x.SchoolId, x.PupilId });
        model.Entity<PupilAlias>().HasKey(x => new { x.SchoolId, x.Hash, x.ValidFrom });
        model.Entity<SchoolGroup>().HasKey(x => new { x.SchoolId, x.GroupId });
        model.Entity<SchoolGroup>().Property(x => x.GroupId).ValueGeneratedOnAdd();
        model.Entity<Membership>().HasKey(x => new { x.SchoolId, x.GroupId, x.PupilId });
        model.Entity<GroupVersionRow>().ToTable("group_version").HasKey(x => new { x.SchoolId, x.GroupId });
        model.Entity<Staff>().HasKey(x => new { x.SchoolId, x.StaffId });
        model.Entity<Staff>().Property(x => x.StaffId).ValueGeneratedOnAdd();
        model.Entity<Assignment>().HasKey(x => new { x.SchoolId, x.StaffId, x.GroupId });
        model.Entity<Feed>().HasKey(x => new { x.SchoolId, x.ToolId });
        model.Entity<FeedGroup>().HasKey(x => new { x.SchoolId, x.ToolId, x.GroupId });
        model.Entity<Feed>().Property(x => x.Request).HasColumnType("jsonb");
        model.Entity<Pull>().HasKey(x => new { x.SchoolId, x.ToolId });
        model.Entity<FeedKey>().HasKey(x => x.KeyHash);
        model.Entity<SchoolAdministration>().HasKey(x => x.SchoolId);
        model.Entity<SchoolAdministration>().Property(x => x.SchoolId).ValueGeneratedNever();
        model.Entity<Audit>().HasKey(x => new { x.SchoolId, x.AuditId });
        model.Entity<Audit>().Property(x => x.AuditId).ValueGeneratedOnAdd();
        model.Entity<Audit>().Property(x => x.Detail).HasColumnType("jsonb");
        model.Entity<Audit>().Property(x => x.Salt).ValueGeneratedOnAdd();
        model.Entity<Audit>().Property(x => x.Born).HasColumnType("xid8").ValueGeneratedOnAdd();
        model.Entity<AuditSeal>().HasKey(x => new { x.SchoolId, x.Seal });
        model.Entity<PersonSession>().HasKey(x => new { x.SchoolId, x.SessionId });
        model.Entity<Activation>().HasKey(x => x.CodeHash);
        model.Entity<ExternalLogin>().HasKey(x => new { x.Provider, x.SubjectHash });
        model.Entity<RightsRequest>().HasKey(x => new { x.SchoolId, x.RequestId });
        model.Entity<RightsRequest>().Property(x => x.Report).HasColumnType("jsonb");
        model.Entity<Tombstone>().HasKey(x => new { x.SchoolId, x.Hash });
        model.Entity<RetentionTerm>().HasKey(x => new { x.SchoolId, x.Kind });
        model.Entity<RetentionRun>().HasKey(x => new { x.SchoolId, x.RanAt });
        model.Entity<RetentionRun>().Property(x => x.Report).HasColumnType("jsonb");
        model.Entity<Publisher>().HasKey(x => x.PublisherId);
        model.Entity<Tool>().HasKey(x => x.ToolId);
        model.Entity<Tool>().Property(x => x.Profile).HasColumnType("jsonb");
        model.Entity<PublisherClient>().HasKey(x => x.ClientId);
        model.Entity<UsedAssertion>().HasKey(x => new { x.ClientId, x.JtiHash });
        model.Entity<DeliveredTest>().HasKey(x => new { x.ToolId, x.Code });
        model.Entity<DeliveredTest>().Property(x => x.Definition).HasColumnType("jsonb");
        model.Entity<Delivery>().HasKey(x => new { x.SchoolId, x.DeliveryId });
        model.Entity<Delivery>().Property(x => x.DeliveryId).ValueGeneratedOnAdd();
        model.Entity<Delivery>().Property(x => x.Problems).HasColumnType("jsonb");
        model.Entity<Work>().HasKey(x => new { x.SchoolId, x.WorkId });
        model.Entity<Work>().Property(x => x.WorkId).ValueGeneratedOnAdd();
        model.Entity<WaitingResult>().HasKey(x => new { x.SchoolId, x.WaitingId });
        model.Entity<WaitingResult>().Property(x => x.WaitingId).ValueGeneratedOnAdd();
        model.Entity<Launch>().HasKey(x => new { x.SchoolId, x.Jti });
        model.Entity<LaunchSigningKey>().HasKey(x => x.Name);
        model.Entity<GoalSet>().HasKey(x => x.GoalSetId);
        model.Entity<GoalSetRelease>().HasKey(x => x.ReleaseId);
        model.Entity<GoalLevel>().HasKey(x => x.Key);
        model.Entity<Goal>().HasKey(x => x.GoalId);
        model.Entity<GoalInRelease>().HasKey(x => new { x.ReleaseId, x.GoalId });
        model.Entity<GoalParent>().HasKey(x => new { x.GoalId, x.ParentId });
        model.Entity<GoalSuccessor>().HasKey(x => new { x.OldUri, x.NewUri });
        model.Entity<GoalChange>().HasKey(x => x.ChangeId);
        model.Entity<GoalEdit>().HasKey(x => x.EditId);
        model.Entity<GoalKerndoel>().HasKey(x => new { x.GoalUri, x.KerndoelUri });
        model.Entity<SchoolGoalSet>().HasKey(x => new { x.SchoolId, x.GoalSetId });
        model.Entity<MethodGoal>().HasKey(x => x.MethodGoalId);
        model.Entity<GoalLink>().HasKey(x => x.LinkId);
        model.Entity<LinkChange>().HasKey(x => x.ChangeId);
        model.Entity<LinkChange>().Property(x => x.Before).HasColumnType("jsonb");
        model.Entity<LinkChange>().Property(x => x.After).HasColumnType("jsonb");
        model.Entity<MethodGoalUse>().HasKey(x => new { x.SchoolId, x.ToolId, x.MethodGoalId });
        model.Entity<MapChange>().HasKey(x => new { x.About, x.Change });
        model.Entity<MapChange>().Property(x => x.Change).ValueGeneratedOnAdd();
        model.Entity<SchoolGoalReview>().HasKey(x => new { x.SchoolId, x.ChangeId });
        model.Entity<StoredResult>().ToTable("result").HasKey(x => new { x.SchoolId, x.SchoolYear, x.ResultKey });
        model.Entity<StoredResult>().Property(x => x.Detail).HasColumnType("jsonb");
        model.Entity<ResultHistory>().HasKey(x => new { x.SchoolId, x.SchoolYear, x.ResultKey, x.Ledger });
        model.Entity<ResultHistory>().Property(x => x.Content).HasColumnType("jsonb");
        model.Entity<Track>().HasKey(x => new { x.SchoolId, x.SchoolYear, x.PupilId, x.ToolId, x.Domain });
        model.Entity<GoalState>().HasKey(x => new { x.SchoolId, x.SchoolYear, x.PupilId, x.MethodGoalId });
        model.Entity<Signal>().HasKey(x => new { x.SchoolId, x.SignalId });
        model.Entity<Signal>().Property(x => x.Evidence).HasColumnType("jsonb");
        model.Entity<Notice>().HasKey(x => new { x.SchoolId, x.SignalId, x.GroupId, x.OnDay });
        model.Entity<SignalSetting>().HasKey(x => new { x.SchoolId, x.ToolId, x.ValidFrom });
        model.Entity<SignalSetting>().Property(x => x.Thresholds).HasColumnType("jsonb");
        model.Entity<TargetLevel>().HasKey(x => new { x.SchoolId, x.PupilId, x.Domain, x.ValidFrom });
        model.Entity<DifficultyRelease>().HasKey(x => new { x.SchoolId, x.ToolId, x.ValidFrom });
        model.Entity<Difficulty>().HasKey(x => new { x.SchoolId, x.ToolId, x.ValidFrom, x.MethodGoalId });
        model.Entity<Mark>().HasKey(x => new { x.SchoolId, x.MarkId });
        model.Entity<StudyDay>().HasKey(x => new { x.SchoolId, x.Day });
        model.Entity<GroupNotice>().HasKey(x => new { x.SchoolId, x.GroupId, x.Topic, x.OnDay });
        model.Entity<SignalQuiet>().HasKey(x => new { x.SchoolId, x.PupilId, x.MethodGoalId, x.FollowUpId });
        model.Entity<Reaction>().HasKey(x => new { x.SchoolId, x.ReactionId });
        model.Entity<FollowUp>().HasKey(x => new { x.SchoolId, x.FollowUpId });
        model.Entity<FollowUpPupil>().HasKey(x => new { x.SchoolId, x.FollowUpId, x.PupilId });
        model.Entity<Note>().HasKey(x => new { x.SchoolId, x.NoteId });
        model.Entity<GroupView>().HasKey(x => new { x.SchoolId, x.StaffId, x.GroupId });
        model.Entity<Digest>().HasKey(x => new { x.SchoolId, x.StaffId });
        model.Entity<PetalLabel>().HasKey(x => new { x.SchoolId, x.GroupId, x.Petal });

        foreach (var entity in model.Model.GetEntityTypes())
        {
            if (entity.ClrType != typeof(StoredResult) && entity.ClrType != typeof(GroupVersionRow))
                entity.SetTableName(Snake(entity.ClrType.Name));
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(Snake(property.Name));
                if ((Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType).IsEnum)
                    property.SetProviderClrType(typeof(short));
            }
        }
    }

    /// <summary>PascalCase to snake_case, as the migrations write it.</summary>
    internal static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i])) text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }
        return text.ToString();
    }
}
