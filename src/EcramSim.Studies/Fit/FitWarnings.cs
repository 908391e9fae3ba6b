namespace EcramSim.Studies.Fit;

/// <summary>What a person must know before using the numbers.</summary>
internal static class FitWarnings
{
    internal static IEnumerable<string> Of(FitStudy study, IReadOnlyList<string> refused)
    {
        foreach (var line in refused) yield return line;
        foreach (var fit in study.Chosen.Fits)
        {
            var name = study.Branches.Select(b => b.Device).Distinct(StringComparer.Ordinal).ElementAt(study.Chosen.Fits.ToList().IndexOf(fit));
            var where = name.Length > 0 ? $"{name}: " : "";
            if (!fit.HasConverged) yield return $"{where}the search for {fit.Form.Name} did not end at a top of the likelihood; its intervals are rough";
            // A curve of many points: one line for all that the pulses did not visit.
            var open = fit.Parameters.Where(p => !p.IsDetermined && p.Parameter.Name is not "read_noise" && p.Parameter.Name != "cycle_noise").ToArray();
            if (open.Length > 3) yield return $"{where}{open.Length} of {fit.Parameters.Count} parameters are not determined by these pulses";
            else
                foreach (var p in open) yield return $"{where}{p.Parameter.Name} is not determined by these pulses: {p.Problem}";
            if (fit.Parameters.FirstOrDefault(p => p.Parameter.Name == "cycle_noise") is { IsDetermined: false }) yield return $"{where}the noise of the pulses is not told apart from that of the readings";
        }
        foreach (var up in new[] { true, false })
            if (study.Branches.All(b => b.Up != up)) yield return $"no {(up ? "up" : "down")} pulses were measured; the device takes the {(up ? "down" : "up")} steps for both directions";
        foreach (var j in study.Junctions.Where(j => j.IsJump))
            yield return FormattableString.Invariant($"jump of {100 * j.Jump:F2} ± {100 * j.HalfWidth:F2} % of the range from the last {(j.UpToDown ? "up to the first down" : "down to the first up")} pulse beyond that pulse: the volatile part, {(study.Device.Evolution?.Volatile is null || study.Device.Stack is not null ? "not in the law" : "in the device file beside the law")} ({j.Count} reversal{(j.Count == 1 ? "" : "s")})");
        if (study.Relaxation is { IsDetermined: false }) yield return "the record of retention is too short or too noisy for its time constant";
        if (study.Relaxation is { } r && r.Unit != study.Data.Unit) yield return "pulses and retention have different units; they are not compared";
    }
}
