namespace Dashboard.Publishers.Deliveries;

/// <summary>Every answer to a delivery, refusals too, names its report.</summary>
public static class DeliveryHeader
{
    public const string Name = "Delivery-Id";
}
