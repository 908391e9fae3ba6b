using System.Globalization;
using System.Text;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public override string ToString() => ToString(false);

        /// <summary>Shape and type; values too when there are few.</summary>
        public string ToString(bool disamb, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null)
        {
            if (IsInvalid) return "<disposed tensor>";
            var text = new StringBuilder($"{Shape.Text(Impl.Sizes)}, type = {Impl.Dtype}, device = {device}");
            if (Impl.Numel > 16) return text.ToString();
            using var scope = NewDisposeScope();
            var values = detach().to_type(ScalarType.Float64).data<double>().ToArray();
            return text.Append(", values = [").AppendJoin(", ", values.Select(v => v.ToString(fltFormat ?? "g6", cultureInfo ?? CultureInfo.InvariantCulture))).Append(']').ToString();
        }
    }
}
