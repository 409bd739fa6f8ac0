using Dashboard.Store;
using Dashboard.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Schools.People;

internal static class LockStaffSql
{
    /// <summary>The member of staff, locked until the session ends.</summary>
    public static async Task<Staff?> LockStaff(this Session session, int school, int staff, CancellationToken stop)
    {
        await using (var command = session.Command("select 1 from staff where school_id = $1 and staff_id = $2 for update"))
        {
            command.Parameters.AddWithValue(school);
            command.Parameters.AddWithValue(staff);
            await command.ExecuteNonQueryAsync(stop);
        }
        return await session.Tables.Staff.SingleOrDefaultAsync(s => s.SchoolId == school && s.StaffId == staff, stop);
    }
}
