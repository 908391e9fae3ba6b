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
        output.WriteLine($"{covered.Count} operations agree; not in the subset yet ({open.Count}): {string.Join(", ", open)}");
        Assert.True(covered.Distinct().Count() >= 45, $"only {covered.Count} operations are covered");
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
        output.WriteLine($"{covered.Count} modules agree; not in the subset yet ({open.Count}): {string.Join(", ", open)}");
        Assert.True(covered.Count >= 1);
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
                OptimizerHelper? optimizer = entry.Name switch
                {
                    "SGD_lr0.1" => optim.SGD([w, b], 0.1),
                    "SGD_lr0.1_m0.9_wd0.01" => optim.SGD([w, b], 0.1, momentum: 0.9, weight_decay: 0.01),
                    "SGD_lr0.1_m0.9_nesterov" => optim.SGD([w, b], 0.1, momentum: 0.9, nesterov: true),
                    "Adam_lr0.05" => optim.Adam([w, b], 0.05),
                    "AdamW_lr0.05_wd0.1" => optim.AdamW([w, b], 0.05, weight_decay: 0.1),
                    _ => null,
                };
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
        output.WriteLine($"{covered.Count} optimizers agree; not in the subset yet ({open.Count}): {string.Join(", ", open)}");
        Assert.True(covered.Count >= 5);
    }
}
