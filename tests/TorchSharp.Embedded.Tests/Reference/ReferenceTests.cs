using System.Globalization;
using System.Text.Json;
using EcramSim.Tests.Reference;
using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

/// <summary>Operations, modules and optimizers against values computed with PyTorch, to 2e-5 relative.</summary>
public sealed class ReferenceTests(ITestOutputHelper output)
{
    private static IEnumerable<JsonElement> Documents() =>
        ReferenceData.Files("torch", "*.json").Select(f => JsonDocument.Parse(File.ReadAllText(f)).RootElement);

    /// <summary>Nothing in any file is passed over, and the file that belongs to the repository was read whole.</summary>
    private void All(string what, List<string> covered, List<string> open, int least)
    {
        output.WriteLine($"{covered.Count} {what} agree: {string.Join(", ", covered)}");
        Assert.True(open.Count == 0, $"{what} that no test computes: {string.Join(", ", open)}");
        Assert.True(covered.Distinct().Count() >= least, $"only {covered.Count} of {least} {what} were read");
    }

    /// <summary>A name such as SGD_lr0.1_m0.9_wd0.01_nesterov, taken apart; null where a part is unknown.</summary>
    private static OptimizerHelper? Optimizer(string name, Parameter[] parameters)
    {
        var parts = name.Split('_');
        double lr = 0, momentum = 0, decay = parts[0] == "AdamW" ? 0.01 : 0;
        var nesterov = false;
        foreach (var part in parts[1..])
        {
            double Number(int letters) => double.Parse(part[letters..], CultureInfo.InvariantCulture);
            if (part.StartsWith("lr", StringComparison.Ordinal)) lr = Number(2);
            else if (part.StartsWith("wd", StringComparison.Ordinal)) decay = Number(2);
            else if (part == "nesterov") nesterov = true;
            else if (part[0] == 'm') momentum = Number(1);
            else return null;
        }
        return parts[0] switch
        {
            "SGD" => optim.SGD(parameters, lr, momentum, weight_decay: decay, nesterov: nesterov),
            "Adam" => optim.Adam(parameters, lr, weight_decay: decay),
            "AdamW" => optim.AdamW(parameters, lr, weight_decay: decay),
            _ => null,
        };
    }

    [Fact]
    public void Operations_and_their_gradients()
    {
        var covered = new List<string>();
        var open = new List<string>();
        foreach (var document in Documents())
        {
            if (!document.TryGetProperty("ops", out var ops)) continue;
            foreach (var op in ops.EnumerateArray())
            {
                var name = op.GetProperty("name").GetString()!;
                if (!ReferenceOperations.Known.TryGetValue(name, out var run))
                {
                    open.Add(name);
                    continue;
                }
                using var scope = NewDisposeScope();
                var inputs = op.GetProperty("inputs").EnumerateArray().Select(i => ReferenceFile.Read(i).requires_grad_()).ToArray();
                var result = run(inputs, op);
                ReferenceFile.Agree(op.GetProperty("output"), result, name);
                result.backward([ReferenceFile.Read(op.GetProperty("grad_output"))]);
                var gradients = op.GetProperty("grad_inputs").EnumerateArray().ToArray();
                for (var i = 0; i < gradients.Length; i++) ReferenceFile.Agree(gradients[i], inputs[i].grad, $"{name} gradient {i}");
                covered.Add(name);
            }
        }
        All("operations", covered, open, 56);
    }

    [Fact]
    public void Modules_with_their_state_and_gradients()
    {
        var covered = new List<string>();
        var open = new List<string>();
        foreach (var document in Documents())
        {
            if (!document.TryGetProperty("modules", out var modules)) continue;
            foreach (var entry in modules.EnumerateObject())
            {
                if (!ReferenceModules.Known.TryGetValue(entry.Name, out var make))
                {
                    open.Add(entry.Name);
                    continue;
                }
                using var scope = NewDisposeScope();
                var (module, run) = make();
                using var disposed = module;
                var state = entry.Value.GetProperty("state_dict").EnumerateObject().ToDictionary(p => p.Name, p => ReferenceFile.Read(p.Value));
                module.load_state_dict(state);
                var input = ReferenceFile.Read(entry.Value.GetProperty("inputs")[0]).requires_grad_();
                var result = run(input);
                ReferenceFile.Agree(entry.Value.GetProperty("output"), result, entry.Name);
                result.backward([ReferenceFile.Read(entry.Value.GetProperty("grad_output"))]);
                ReferenceFile.Agree(entry.Value.GetProperty("grad_inputs")[0], input.grad, $"{entry.Name} input");
                foreach (var wanted in entry.Value.GetProperty("grad_parameters").EnumerateObject())
                    ReferenceFile.Agree(wanted.Value, module.get_parameter(wanted.Name)!.grad, $"{entry.Name} {wanted.Name}");
                covered.Add(entry.Name);
            }
        }
        All("modules", covered, open, 7);
    }

    [Fact]
    public void Optimizer_trajectories()
    {
        var covered = new List<string>();
        var open = new List<string>();
        foreach (var document in Documents())
        {
            if (!document.TryGetProperty("optimizers", out var optimizers)) continue;
            foreach (var entry in optimizers.EnumerateObject())
            {
                using var scope = NewDisposeScope();
                var steps = entry.Value.GetProperty("steps").EnumerateArray().ToArray();
                var w = new Parameter(ReferenceFile.Read(steps[0][0]));
                var b = new Parameter(ReferenceFile.Read(steps[0][1]));
                var optimizer = Optimizer(entry.Name, [w, b]);
                if (optimizer == null)
                {
                    open.Add(entry.Name);
                    continue;
                }
                var x = ReferenceFile.Read(entry.Value.GetProperty("x"));
                var y = ReferenceFile.Read(entry.Value.GetProperty("y"));
                for (var i = 1; i < steps.Length; i++)
                {
                    optimizer.zero_grad();
                    nn.functional.mse_loss(nn.functional.linear(x, w, b), y).backward();
                    optimizer.step();
                    ReferenceFile.Agree(steps[i][0], w, $"{entry.Name} step {i} weight");
                    ReferenceFile.Agree(steps[i][1], b, $"{entry.Name} step {i} bias");
                }
                optimizer.Dispose();
                covered.Add(entry.Name);
            }
        }
        All("optimizers", covered, open, 5);
    }
}
