using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using EcramSim.Insertion.Numerics;

namespace EcramSim.Tests.Reference;

/// <summary>Files as they arrive: cut, swapped, in a wrong encoding, huge, with NaN, with columns or keys twice.</summary>
internal static class Mutation
{
    /// <summary>Damage to lines, cells, encoding and bytes.</summary>
    internal static byte[] Bytes(string text, RandomStream draw)
    {
        var lines = text.Split('\n').ToList();
        for (var k = draw.NextInt32(2); k >= 0; k--)
        {
            var (i, j) = (draw.NextInt32(lines.Count), draw.NextInt32(lines.Count));
            var cells = lines[i].Split(',');
            switch (draw.NextInt32(14))
            {
                case 0: lines.RemoveRange(i, lines.Count - i); lines.Add(""); break;
                case 1: (lines[i], lines[j]) = (lines[j], lines[i]); break;
                case 2: lines.RemoveAt(i); lines.Add(""); break;
                case 3: cells[draw.NextInt32(cells.Length)] = "NaN"; lines[i] = string.Join(',', cells); break;
                case 4: cells[draw.NextInt32(cells.Length)] = "1e999"; lines[i] = string.Join(',', cells); break;
                case 5: cells[draw.NextInt32(cells.Length)] = new string('9', 500); lines[i] = string.Join(',', cells); break;
                // A column twice.
                case 6: lines = [.. lines.Select(l => l.Length == 0 ? l : l + "," + l.Split(',')[0])]; break;
                case 7: cells[draw.NextInt32(cells.Length)] = ""; lines[i] = string.Join(',', cells); break;
                case 8: lines[i] = lines[i][..draw.NextInt32(lines[i].Length + 1)]; break;
                case 9: lines[i] = lines[i].Replace(',', ';'); break;
                case 10: lines.InsertRange(i, Enumerable.Repeat(lines[j], draw.NextInt32(40))); break;
                case 11: lines[i] += "\"\0\u0007"; break;
                case 12: cells[draw.NextInt32(cells.Length)] = (1e-3 * draw.NextNormal()).ToString("R", CultureInfo.InvariantCulture); lines[i] = string.Join(',', cells); break;
                default: lines = [.. lines.Select(l => l.Replace('.', ','))]; break;
            }
        }
        var joined = string.Join(draw.NextInt32(2) == 0 ? "\n" : "\r\n", lines);
        var bytes = draw.NextInt32(7) switch
        {
            0 => Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(joined)).ToArray(),
            1 => Encoding.BigEndianUnicode.GetBytes(joined),
            2 => Encoding.Latin1.GetBytes(joined),
            3 => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(joined)],
            _ => Encoding.UTF8.GetBytes(joined),
        };
        if (draw.NextInt32(12) == 0) return bytes[..draw.NextInt32(bytes.Length + 1)];
        if (draw.NextInt32(12) == 0 && bytes.Length > 0) bytes[draw.NextInt32(bytes.Length)] = (byte)draw.NextInt32(256);
        return bytes;
    }

    /// <summary>A JSON document in which one or two values, keys or whole sections are something else; still JSON.</summary>
    internal static string Json(string text, RandomStream draw)
    {
        var root = JsonNode.Parse(text)!;
        for (var k = draw.NextInt32(2); k >= 0; k--)
        {
            var places = new List<(JsonNode Parent, string? Key, int Index)>();
            Walk(root, places);
            if (places.Count == 0) break;
            var (parent, key, index) = places[draw.NextInt32(places.Count)];
            if (parent is JsonObject o)
            {
                var old = o[key!];
                switch (draw.NextInt32(5))
                {
                    case 0: o.Remove(key!); break;
                    case 1:
                        o.Remove(key!);
                        o[key + "s"] = old;
                        break;
                    case 2: o[key + "_2"] = old?.DeepClone(); break;
                    default: o[key!] = Other(old, draw); break;
                }
            }
            else if (parent is JsonArray a)
            {
                if (draw.NextInt32(3) == 0) a.RemoveAt(index);
                else a[index] = Other(a[index], draw);
            }
        }
        return root.ToJsonString();
    }

    private static void Walk(JsonNode? node, List<(JsonNode Parent, string? Key, int Index)> places)
    {
        if (node is JsonObject o)
            foreach (var (key, value) in o)
            {
                places.Add((o, key, 0));
                Walk(value, places);
            }
        else if (node is JsonArray a)
            for (var i = 0; i < a.Count; i++)
            {
                places.Add((a, null, i));
                Walk(a[i], places);
            }
    }

    private static JsonNode? Other(JsonNode? old, RandomStream draw)
    {
        // A number times powers of ten keeps its unit: the file stays readable and the physics does not.
        if (old is JsonValue v && draw.NextInt32(2) == 0)
        {
            var words = v.ToString().Split(' ', 2);
            if (double.TryParse(words[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            {
                number *= Math.Pow(10, draw.NextInt32(13) - 6) * (draw.NextInt32(5) == 0 ? -1 : 1);
                if (!double.IsFinite(number)) return JsonValue.Create("1e999");
                var written = number.ToString("R", CultureInfo.InvariantCulture);
                return words.Length > 1 ? JsonValue.Create($"{written} {words[1]}") : JsonValue.Create(number);
            }
        }
        return draw.NextInt32(12) switch
        {
            0 => null, 1 => JsonValue.Create("NaN"), 2 => JsonValue.Create(1e308), 3 => JsonValue.Create(-1), 4 => JsonValue.Create(0), 5 => JsonValue.Create(""),
            6 => JsonValue.Create("1e400 V"), 7 => JsonValue.Create(true), 8 => new JsonArray(), 9 => new JsonObject(), 10 => JsonValue.Create("5 bananas"), _ => JsonValue.Create(new string('x', 3000)),
        };
    }
}
