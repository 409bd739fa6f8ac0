using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Dashboard.Publishers.EduV;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Dashboard.Host;

/// <summary>
/// What our API description says beyond the types: a message type of a standard states on its properties what that standard requires
/// (Required, AllowedValues, DataType, MaxLength), while reading stays more tolerant than that.
/// </summary>
internal static class Description
{
    public static void OfWhatIsAsked(OpenApiOptions options)
    {
        options.AddSchemaTransformer((schema, context, _) =>
        {
            foreach (var property in context.JsonTypeInfo.Properties)
                if (schema.Properties?.TryGetValue(property.Name, out var described) == true && property.AttributeProvider is { } attributes)
                    Describe(schema, property.Name, described, attributes.GetCustomAttributes(inherit: true));
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ExampleBody>().FirstOrDefault() is { } example
                && operation.RequestBody?.Content?.TryGetValue("application/json", out var body) == true)
                body.Example = JsonNode.Parse(example.Json);
            return Task.CompletedTask;
        });
    }

    private static void Describe(OpenApiSchema owner, string name, IOpenApiSchema described, object[] attributes)
    {
        if (attributes.OfType<RequiredAttribute>().Any()) (owner.Required ??= new HashSet<string>()).Add(name);
        if (described is not OpenApiSchema schema) return;
        foreach (var attribute in attributes)
            switch (attribute)
            {
                case RequiredAttribute: schema.Type &= ~JsonSchemaType.Null; break;
                case AllowedValuesAttribute allowed: schema.Enum = [.. allowed.Values.Select(v => (JsonNode)JsonValue.Create(v!.ToString())!)]; break;
                case MaxLengthAttribute most: schema.MaxLength = most.Length; break;
                case DataTypeAttribute { DataType: DataType.DateTime }: schema.Format = "date-time"; break;
                case DataTypeAttribute { CustomDataType: "integer" }: schema.Type = JsonSchemaType.Integer; break;
            }
    }
}
