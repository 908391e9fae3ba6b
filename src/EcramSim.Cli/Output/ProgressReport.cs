using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using EcramSim.Studies.Evaluate;
using EcramSim.Studies.Runs;

namespace EcramSim.Cli.Output;

/// <summary>
/// Progress for whoever looks: one line that is rewritten on a terminal (stderr), plain lines now and then in a pipe (stderr),
/// JSON lines with <c>--json</c> (stdout), nothing with <c>--quiet</c>.
/// </summary>
internal sealed class ProgressReport : IProgress<RunProgress>, IDisposable
{
    private enum Form { None, Live, Plain, Json }

    private readonly Form _form;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Lock _lock = new();
    private TimeSpan? _last;
    private double _shown = -1;
    private (double Fraction, TimeSpan Time)? _first;
    private int _width;

    internal ProgressReport(bool quiet, bool json) =>
        _form = quiet ? Form.None : json ? Form.Json : Console.IsErrorRedirected ? Form.Plain : Form.Live;

    public void Report(RunProgress value)
    {
        if (_form == Form.None) return;
        lock (_lock)
        {
            var now = _clock.Elapsed;
            var fraction = Math.Clamp(value.Fraction, 0, 1);
            // Threads report in any order; the bar never goes back.
            if (fraction < _shown) return;
            var due = _form switch
            {
                Form.Live => now - _last > TimeSpan.FromSeconds(0.1),
                Form.Json => now - _last > TimeSpan.FromSeconds(0.5),
                _ => now - _last > TimeSpan.FromSeconds(10) || Math.Floor(fraction * 10) > Math.Floor(_shown * 10),
            };
            if (_last is not null && !due) return;
            _last = now;
            // What a resumed run did before took none of this time.
            _first ??= (fraction, now);
            _shown = fraction;
            Write(fraction, value, now);
        }
    }

    /// <summary>Removes the live line.</summary>
    public void Dispose()
    {
        lock (_lock)
            if (_form == Form.Live && _width > 0)
            {
                Console.Error.Write($"\r{new string(' ', _width)}\r");
                _width = 0;
            }
    }

    private void Write(double fraction, RunProgress value, TimeSpan now)
    {
        var percent = ((int)(fraction * 100)).ToString(CultureInfo.InvariantCulture);
        var (begun, since) = _first!.Value;
        // The first report of a run from its beginning comes late; its time counts from the start.
        if (begun < 0.1) (begun, since) = (0, TimeSpan.Zero);
        double? left = fraction - begun > 0.02 && fraction < 1 ? (now - since).TotalSeconds * (1 - fraction) / (fraction - begun) : null;
        var line = value.Activity + Figures(value) + Left(left);
        switch (_form)
        {
            case Form.Json:
                Console.Out.WriteLine(JsonLine.Of(("event", "progress"), ("fraction", Math.Round(fraction, 4)), ("activity", value.Activity),
                    ("loss", value.Loss), ("validation_accuracy", value.Accuracy), ("images_per_s", value.ImagesPerSecond is { } i ? Math.Round(i, 1) : null), ("energy_J", value.Energy),
                    ("seconds_left", left is { } l ? Math.Round(l) : null)));
                Console.Out.Flush();
                break;
            case Form.Plain:
                Console.Error.WriteLine($"{percent,3} %  {line}");
                break;
            default:
                var done = (int)(fraction * 24);
                line = $"[{new string('#', done)}{new string('.', 24 - done)}] {percent,3} %  {line}";
                // A terminal that does not tell its width has 0 columns.
                var room = Console.WindowWidth > 20 ? Console.WindowWidth - 1 : 79;
                if (line.Length > room) line = line[..room];
                Console.Error.Write($"\r{line.PadRight(_width)}");
                _width = line.Length;
                break;
        }
    }

    private static string Figures(RunProgress value) =>
        (value.Loss is { } loss ? string.Create(CultureInfo.InvariantCulture, $"; loss {loss:G3}") : "")
        + (value.Accuracy is { } accuracy ? $", validation {Engineering.Percent(accuracy)} %" : "")
        + (value.ImagesPerSecond is { } rate ? string.Create(CultureInfo.InvariantCulture, $", {rate:F0} images/s") : "")
        + (value.Energy is { } energy ? $", {Engineering.WithUnit(energy, "J")}" : "");

    private static string Left(double? seconds) => seconds switch
    {
        null => "",
        >= 120 => string.Create(CultureInfo.InvariantCulture, $", {seconds / 60:F0} min left"),
        _ => string.Create(CultureInfo.InvariantCulture, $", {seconds:F0} s left"),
    };
}
