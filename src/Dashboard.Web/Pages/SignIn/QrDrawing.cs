using System.Text;
using QRCoder;

namespace Dashboard.Web.Pages.SignIn;

/// <summary>A QR code as one path of an svg: no image, no inline style, so the content security policy stays as it is.</summary>
/// <param name="Size">Modules on a side, quiet zone included.</param>
/// <param name="Path">Of the dark modules.</param>
public sealed record QrDrawing(int Size, string Path)
{
    public static QrDrawing Of(string text)
    {
        using var made = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < made.ModuleMatrix.Count; y++)
            for (var x = 0; x < made.ModuleMatrix[y].Count; x++)
                if (made.ModuleMatrix[y][x]) path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        return new QrDrawing(made.ModuleMatrix.Count, path.ToString());
    }
}
