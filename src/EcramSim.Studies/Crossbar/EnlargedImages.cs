using EcramSim.Insertion.Models;
using EcramSim.Learning.Data;

namespace EcramSim.Studies.Crossbar;

/// <summary>Images brought to the size of a network's input by repeating their pixels: a stand-in for larger pictures where only the activity counts.</summary>
public static class EnlargedImages
{
    /// <summary>The data set with square images of so many pixels.</summary>
    /// <exception cref="InputException">The network wants no square, or a smaller one than the images are.</exception>
    public static ImageDataset To(ImageDataset data, int pixels, string network)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Train.Pixels == pixels) return data;
        var side = (int)Math.Round(Math.Sqrt(pixels));
        if (side * side != pixels || side < data.Train.Height || side < data.Train.Width)
            throw new InputException($"network {network} has {pixels} inputs, images of {data.Name} have {data.Train.Pixels} pixels and can only be enlarged to a square; name other --data");
        return new ImageDataset(data.Name, Enlarge(data.Train, side), Enlarge(data.Test, side));
    }

    private static LabelledImages Enlarge(LabelledImages images, int side)
    {
        var features = new float[images.Count * side * side];
        for (var n = 0; n < images.Count; n++)
        {
            var image = images[n];
            for (var i = 0; i < side; i++)
                for (var j = 0; j < side; j++)
                    features[(n * side + i) * side + j] = image[i * images.Height / side * images.Width + j * images.Width / side];
        }
        return images with { Features = features, Height = side, Width = side };
    }
}
