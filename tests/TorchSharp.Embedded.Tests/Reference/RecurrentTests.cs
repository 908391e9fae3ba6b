using System.Text.Json;
using EcramSim.Tests.Reference;
using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Embedded.Tests;

/// <summary>Recurrent layers and embeddings against PyTorch: first weights from its random stream, outputs, last states, gradients.</summary>
[Collection(nameof(Alone))]
public sealed class RecurrentTests
{
    private static readonly JsonElement File = JsonDocument.Parse(System.IO.File.ReadAllText(
        Path.Combine(ReferenceData.RepositoryRoot, "tests", "Reference", "data", "torch", "recurrent.json"))).RootElement;

    private static readonly Dictionary<string, Func<(nn.Module, Func<Tensor[], Tensor[]>)>> Known = new()
    {
        ["RNN_relu_3_5_2layers_bidirectional"] = () => Pair(nn.RNN(3, 5, 2, nn.NonLinearities.ReLU, bidirectional: true)),
        ["RNN_tanh_3_9_no_bias"] = () => Pair(nn.RNN(3, 9, bias: false)),
        ["LSTM_3_5_2layers_bidirectional"] = () => Triple(nn.LSTM(3, 5, 2, bidirectional: true)),
        ["LSTM_3_11_no_bias_batch_first"] = () => Triple(nn.LSTM(3, 11, bias: false, batchFirst: true)),
        ["GRU_3_5_2layers_bidirectional_batch_first"] = () => Pair(nn.GRU(3, 5, 2, batchFirst: true, bidirectional: true)),
        ["GRU_3_10_no_bias"] = () => Pair(nn.GRU(3, 10, bias: false)),
        ["RNNCell_3_5_relu"] = () => One(nn.RNNCell(3, 5, nn.NonLinearities.ReLU)),
        ["GRUCell_3_5"] = () => One(nn.GRUCell(3, 5)),
        ["LSTMCell_3_5"] = () =>
        {
            var cell = nn.LSTMCell(3, 5);
            return (cell, x =>
            {
                var (h, c) = cell.call(x[0], (x[1], x[2]));
                return [h, c];
            });
        },
    };

    public static TheoryData<string> Names => [.. File.GetProperty("recurrent").EnumerateObject().Select(p => p.Name)];

    private static (nn.Module, Func<Tensor[], Tensor[]>) One(nn.Module<Tensor, Tensor, Tensor> cell) => (cell, x => [cell.call(x[0], x[1])]);

    private static (nn.Module, Func<Tensor[], Tensor[]>) Pair(nn.Module<Tensor, Tensor?, (Tensor, Tensor)> layers) => (layers, x =>
    {
        var (y, h) = layers.call(x[0], x.Length > 1 ? x[1] : null!);
        return [y, h];
    });

    private static (nn.Module, Func<Tensor[], Tensor[]>) Triple(LSTM layers) => (layers, x =>
    {
        var (y, h, c) = layers.call(x[0], x.Length > 1 ? (x[1], x[2]) : null);
        return [y, h, c];
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Layers_and_cells(string name)
    {
        using var scope = NewDisposeScope();
        var entry = File.GetProperty("recurrent").GetProperty(name);
        manual_seed(entry.GetProperty("seed").GetInt64());
        var (module, run) = Known[name]();
        using var disposed = module;
        var state = entry.GetProperty("state_dict").EnumerateObject().ToArray();
        Assert.Equal(state.Select(p => p.Name), module.state_dict().Keys);
        foreach (var wanted in state) ReferenceFile.Agree(wanted.Value, module.get_parameter(wanted.Name), $"{name} first {wanted.Name}");
        var inputs = entry.GetProperty("inputs").EnumerateArray().Select(i => ReferenceFile.Read(i).requires_grad_()).ToArray();
        var outputs = run(inputs);
        var wantedOutputs = entry.GetProperty("outputs").EnumerateArray().ToArray();
        for (var i = 0; i < wantedOutputs.Length; i++) ReferenceFile.Agree(wantedOutputs[i], outputs[i], $"{name} output {i}");
        autograd.backward(outputs, entry.GetProperty("grad_outputs").EnumerateArray().Select(ReferenceFile.Read).ToArray());
        var gradients = entry.GetProperty("grad_inputs").EnumerateArray().ToArray();
        for (var i = 0; i < gradients.Length; i++) ReferenceFile.Agree(gradients[i], inputs[i].grad, $"{name} gradient of input {i}");
        foreach (var wanted in entry.GetProperty("grad_parameters").EnumerateObject())
            ReferenceFile.Agree(wanted.Value, module.get_parameter(wanted.Name)!.grad, $"{name} gradient of {wanted.Name}");
    }

    [Fact]
    public void Dropout_between_layers_follows_the_stream()
    {
        using var scope = NewDisposeScope();
        var entry = File.GetProperty("LSTM_dropout");
        manual_seed(5);
        using var layers = nn.LSTM(3, 6, 3, dropout: 0.4);
        manual_seed(23);
        ReferenceFile.Agree(entry.GetProperty("output"), layers.call(ReferenceFile.Read(entry.GetProperty("input"))).Item1, "dropout");
        layers.eval();
        var x = ReferenceFile.Read(entry.GetProperty("input"));
        Assert.True(layers.call(x).Item1.Equals(layers.call(x).Item1));
    }

    [Fact]
    public void Embeddings_with_every_option()
    {
        var index = ReferenceFile.Whole(File.GetProperty("embedding").GetProperty("index"));
        foreach (var entry in File.GetProperty("embedding").GetProperty("cases").EnumerateObject())
        {
            using var scope = NewDisposeScope();
            manual_seed(5);
            using var table = entry.Name switch
            {
                "padding" => nn.Embedding(4, 5, padding_idx: 3),
                "padding_negative" => nn.Embedding(4, 5, padding_idx: -1),
                "max_norm" => nn.Embedding(4, 5, max_norm: 1),
                "max_norm_1" => nn.Embedding(4, 5, max_norm: 1.5, norm_type: 1),
                "by_frequency" => nn.Embedding(4, 5, scale_grad_by_freq: true),
                _ => nn.Embedding(4, 5),
            };
            ReferenceFile.Agree(entry.Value.GetProperty("weight"), table.weight, $"{entry.Name} first weight");
            var result = table.call(index);
            ReferenceFile.Agree(entry.Value.GetProperty("output"), result, entry.Name);
            result.backward([ReferenceFile.Read(entry.Value.GetProperty("grad_output"))]);
            ReferenceFile.Agree(entry.Value.GetProperty("weight_after"), table.weight, $"{entry.Name} weight");
            ReferenceFile.Agree(entry.Value.GetProperty("grad"), table.weight!.grad, $"{entry.Name} gradient");
        }
        Assert.ThrowsAny<Exception>(() => nn.Embedding(4, 5).call(tensor(new long[] { 4 })));
    }
}
