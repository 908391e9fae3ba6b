namespace EcramSim.Insertion.Models;

/// <summary>One value changed from the command line: <c>--set device.channel.thickness="20 nm"</c>.</summary>
/// <param name="Kind">The first word of the path: device, array, network, ….</param>
/// <param name="Path">The keys inside that file, dotted: <c>channel.thickness</c>.</param>
/// <param name="Value">The new value as text; the checks are those of a value in the file.</param>
public sealed record Setting(ModelKind Kind, string Path, string Value)
{
    /// <summary>Reads <c>kind.key.key=value</c>.</summary>
    /// <exception cref="InputException">No '=', no key, or an unknown kind.</exception>
    public static Setting Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (equals < 0 || dot < 0 || dot > equals || dot == 0 || equals == dot + 1)
            throw new InputException($"--set: '{text}' must have the form KIND.KEY[.KEY…]=VALUE, such as device.channel.thickness=\"20 nm\"");
        var kindName = text[..dot];
        if (!Enum.TryParse<ModelKind>(kindName, ignoreCase: true, out var kind) || int.TryParse(kindName, out _))
            throw InputException.UnknownName("--set", "kind of model", kindName, Enum.GetNames<ModelKind>().Select(n => n.ToLowerInvariant()));
        return new Setting(kind, text[(dot + 1)..equals].Trim(), text[(equals + 1)..].Trim().Trim('"'));
    }
}
