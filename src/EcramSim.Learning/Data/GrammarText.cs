using System.Text;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Learning.Data;

/// <summary>
/// A small text task that needs no file: characters of sentences from a grammar whose verbs agree in number with a subject that may stand far before them ("the dogs near the old
/// tree sleep."). A sample is a window of characters, its class the one that follows. The text is always the same; it is nobody's.
/// </summary>
public static class GrammarText
{
    /// <summary>Characters of a window.</summary>
    public const int Window = 32;

    /// <summary>Different characters.</summary>
    public static string Alphabet { get; } = "abcdefghijklmnopqrstuvwxyz .";

    private const int TrainSamples = 6000, TestSamples = 1500;
    private static readonly string[] Nouns = ["dog", "cat", "bird", "tree", "river", "farmer", "teacher", "cloud"];
    private static readonly string[] Adjectives = ["old", "small", "green", "quiet", "happy"];
    private static readonly string[] Verbs = ["see", "follow", "like", "hear"];
    private static readonly string[] Alone = ["sleep", "wait", "sing", "move"];
    private static readonly string[] Places = ["near", "behind", "under"];

    /// <summary>The data set: windows from the first four fifths of the text to learn from, from the last fifth to test.</summary>
    public static ImageDataset Load()
    {
        var text = Sentences(8000);
        var cut = text.Length / 5 * 4;
        return new ImageDataset("grammar", Windows("grammar, training", text[..cut], TrainSamples), Windows("grammar, test", text[cut..], TestSamples));
    }

    /// <summary>The text.</summary>
    /// <param name="count">Number of sentences.</param>
    public static string Sentences(int count)
    {
        var random = new RandomStream(1, "grammar");
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            var plural = Named(text, random);
            if (random.NextInt32(3) == 0)
            {
                text.Append(' ').Append(Places[random.NextInt32(Places.Length)]).Append(' ');
                Named(text, random);
            }
            var transitive = random.NextInt32(2) == 0;
            text.Append(' ').Append(transitive ? Verbs[random.NextInt32(Verbs.Length)] : Alone[random.NextInt32(Alone.Length)]);
            if (!plural) text.Append('s');
            if (transitive)
            {
                text.Append(' ');
                Named(text, random);
            }
            text.Append(". ");
        }
        return text.ToString();
    }

    // "the [adjective] noun[s]"; whether it is plural.
    private static bool Named(StringBuilder text, RandomStream random)
    {
        text.Append("the ");
        if (random.NextInt32(3) == 0) text.Append(Adjectives[random.NextInt32(Adjectives.Length)]).Append(' ');
        text.Append(Nouns[random.NextInt32(Nouns.Length)]);
        var plural = random.NextInt32(2) == 0;
        if (plural) text.Append('s');
        return plural;
    }

    private static LabelledImages Windows(string name, string text, int count)
    {
        var random = new RandomStream(1, name);
        var (features, labels) = (new float[count * Window], new long[count]);
        for (var n = 0; n < count; n++)
        {
            var first = random.NextInt32(text.Length - Window);
            for (var t = 0; t < Window; t++) features[n * Window + t] = Alphabet.IndexOf(text[first + t], StringComparison.Ordinal);
            labels[n] = Alphabet.IndexOf(text[first + Window], StringComparison.Ordinal);
        }
        return new LabelledImages(name, features, labels, 1, Window, Alphabet.Length);
    }
}
