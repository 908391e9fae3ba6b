namespace TorchSharp.Modules
{
    /// <summary>Writes scalars where TensorBoard finds them: one event file in the log folder, one more per curve of <c>add_scalars</c>.</summary>
    public class SummaryWriter
    {
        private readonly EventFile file;
        private readonly Dictionary<string, EventFile> curves = [];
        private readonly string? suffix;

        internal SummaryWriter(string log_dir, string? filename_suffix)
        {
            LogDir = log_dir;
            suffix = filename_suffix;
            file = new EventFile(log_dir, suffix);
        }

        public string LogDir { get; }

        /// <summary>One point of a curve; <paramref name="walltime"/> in seconds since 1970, now if absent.</summary>
        public void add_scalar(string tag, float scalar_value, int global_step, long? walltime = null) =>
            file.Scalar(tag, scalar_value, global_step, walltime ?? EventFile.Now());

        public void add_scalars(string main_tag, IDictionary<string, float> tag_scalar_dict, int global_step, long? walltime = null) =>
            add_scalars(main_tag, tag_scalar_dict.Select(p => (p.Key, p.Value)).ToList(), global_step, walltime);

        /// <summary>Curves that share one diagram: each is written as <paramref name="main_tag"/> into a folder of its own.</summary>
        public void add_scalars(string main_tag, IList<(string, float)> tag_scalar_dict, int global_step, long? walltime = null)
        {
            foreach (var (tag, value) in tag_scalar_dict)
            {
                var name = $"{main_tag}_{tag}";
                if (!curves.TryGetValue(name, out var curve)) curves[name] = curve = new EventFile(Path.Combine(LogDir, name), suffix);
                curve.Scalar(main_tag, value, global_step, walltime ?? EventFile.Now());
            }
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class utils
        {
            public static partial class tensorboard
            {
                /// <param name="log_dir">Where to write; without one, a folder named after time and machine under <c>runs</c>.</param>
                /// <param name="filename_suffix">Ends the names of the event files.</param>
                /// <param name="createRunName">Whether to make a folder named after time and machine under <paramref name="log_dir"/> too.</param>
                public static Modules.SummaryWriter SummaryWriter(string? log_dir = null, string? filename_suffix = null, bool createRunName = false)
                {
                    if (string.IsNullOrEmpty(log_dir)) log_dir = RunName("runs");
                    else if (createRunName) log_dir = RunName(log_dir);
                    return new Modules.SummaryWriter(log_dir, filename_suffix);
                }

                private static string RunName(string folder)
                {
                    var now = TimeProvider.System.GetLocalNow().ToString("MMMdd_HH-mm-ss", System.Globalization.CultureInfo.InvariantCulture);
                    return Path.Combine(folder, $"{now}_{Environment.MachineName}");
                }
            }
        }
    }
}
