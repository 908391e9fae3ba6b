using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

/// <summary>An optimizer written from outside, the way the package asks for.</summary>
public sealed class CustomOptimizerTests
{
    private sealed class SignDescent : OptimizerHelper
    {
        internal SignDescent(IEnumerable<Parameter> parameters, double lr)
        {
            _defaults = new OptimizerOptions { LearningRate = lr, InitialLearningRate = lr };
            _parameter_groups = [];
            add_param_group(new ParamGroup { Parameters = parameters.ToArray(), Options = _defaults });
        }

        public override Tensor? step(Func<Tensor>? closure = null) => _step<ParamGroup>(group =>
        {
            foreach (var p in group.Parameters)
                if (p.grad is { } grad) p.sub_(grad.sign().mul(group.LearningRate));
        }, closure);
    }

    [Fact]
    public void Steps_run_unrecorded_and_leave_nothing_behind()
    {
        using var outer = NewDisposeScope();
        var p = nn.Parameter(tensor(new float[] { 1, -2, 3 }));
        using var optimizer = new SignDescent([p], 0.5);
        using var scope = NewDisposeScope();
        p.square().sum().backward();
        var inside = scope.DisposablesCount;
        optimizer.step();
        Assert.Equal(inside, scope.DisposablesCount);
        Assert.Equal([0.5f, -1.5f, 2.5f], p.detach().data<float>().ToArray());
        optimizer.zero_grad();
        Assert.Equal([0f, 0f, 0f], p.grad!.data<float>().ToArray());
        foreach (var group in optimizer.ParamGroups) group.LearningRate = 0.25;
        var loss = optimizer.step(() =>
        {
            var value = p.square().sum();
            value.backward();
            return value;
        });
        Assert.Equal(0.25 + 2.25 + 6.25, loss!.ToDouble(), 5);
        Assert.Equal([0.25f, -1.25f, 2.25f], p.detach().data<float>().ToArray());
    }

    [Fact]
    public void State_of_SGD_survives_a_file()
    {
        using var outer = NewDisposeScope();
        float[] Continue(bool reload)
        {
            var p = nn.Parameter(tensor(new float[] { 1, -2 }));
            var optimizer = optim.SGD([p], 0.1, momentum: 0.9);
            for (var i = 0; i < 6; i++)
            {
                if (i == 3 && reload)
                {
                    using var memory = new MemoryStream();
                    using var writer = new BinaryWriter(memory);
                    optimizer.save_state_dict(writer);
                    optimizer = optim.SGD([p], 5, momentum: 0.1);
                    memory.Position = 0;
                    optimizer.load_state_dict(new BinaryReader(memory));
                }
                optimizer.zero_grad();
                p.square().sum().backward();
                optimizer.step();
            }
            return p.detach().data<float>().ToArray();
        }
        Assert.Equal(Continue(false), Continue(true));
    }
}
