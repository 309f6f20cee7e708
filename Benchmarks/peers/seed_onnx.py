"""The seed network as an ONNX file with random weights: its speed does not depend on what it has learned."""

import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


def write(path):
    random = np.random.default_rng(1)
    shapes = {"c1": (32, 1, 3, 3), "c2": (64, 32, 3, 3), "d1": (1600, 128), "d2": (128, 10)}
    weights = []
    for name, shape in shapes.items():
        outputs = shape[0] if name[0] == "c" else shape[1]
        scale = np.sqrt(2 * outputs / np.prod(shape))
        weights.append(numpy_helper.from_array((random.normal(size=shape) * scale).astype(np.float32), name))
        weights.append(numpy_helper.from_array(np.zeros(outputs, np.float32), name + "b"))
    pool = dict(kernel_shape=[2, 2], strides=[2, 2])
    node = helper.make_node
    nodes = [
        node("Conv", ["input", "c1", "c1b"], ["a"]), node("Relu", ["a"], ["b"]), node("MaxPool", ["b"], ["c"], **pool),
        node("Conv", ["c", "c2", "c2b"], ["d"]), node("Relu", ["d"], ["e"]), node("MaxPool", ["e"], ["f"], **pool),
        node("Flatten", ["f"], ["g"]), node("Gemm", ["g", "d1", "d1b"], ["h"]), node("Relu", ["h"], ["i"]),
        node("Gemm", ["i", "d2", "d2b"], ["j"]), node("Softmax", ["j"], ["output"]),
    ]
    value = helper.make_tensor_value_info
    graph = helper.make_graph(
        nodes, "seed", [value("input", TensorProto.FLOAT, ["N", 1, 28, 28])],
        [value("output", TensorProto.FLOAT, ["N", 10])], weights)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), path)


if __name__ == "__main__":
    write(sys.argv[1])
