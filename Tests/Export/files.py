"""What exported files hold, as docs/MODEL-FILES.md says it."""

import json
import math

import numpy
import onnx
import safetensors
import safetensors.numpy

from program import digits

KEYS = {"digits", "labels", "name", "normaliser", "preprocessing", "recipe", "temperature"}


def check(condition, message):
    if not condition:
        raise SystemExit(f"check-export: {message}")


def check_onnx(path):
    """The model in the file, which ONNX's own checker has passed."""
    onnx.checker.check_model(str(path), full_check=True)
    model = onnx.load(path)
    check([(entry.domain, entry.version) for entry in model.opset_import] == [("", 17)], "another operator set than 17")
    metadata = {entry.key: entry.value for entry in model.metadata_props}
    check(set(metadata) == KEYS, f"metadata {sorted(metadata)}")
    classes = [dimension.dim_value for dimension in model.graph.output[0].type.tensor_type.shape.dim][1]
    labels = json.loads(metadata["labels"])
    check(len(labels) == classes and labels[:10] == [str(digit) for digit in range(10)], f"labels {labels}")
    return model


def check_safetensors(path, network, work):
    """How many tensors the file holds: those of the ONNX file, in the shapes that the description of the network asks for."""
    with safetensors.safe_open(path, "numpy") as file:
        metadata = file.metadata()
        tensors = {name: file.get_tensor(name) for name in file.keys()}
    check(metadata["preprocessing"] == "1" and 0.01 <= float(metadata["temperature"]) <= 100, f"metadata {metadata}")
    description = json.loads(metadata["network"])
    check({name: list(tensor.shape) for name, tensor in tensors.items()} == shapes(description), "other tensors")
    in_onnx = {tensor.name: onnx.numpy_helper.to_array(tensor) for tensor in network.graph.initializer}
    check(all(numpy.array_equal(tensor, in_onnx[name]) for name, tensor in tensors.items()), "other values in ONNX")
    # What Python writes is read too, and becomes the same file again.
    back, again = work / "back.safetensors", work / "again.safetensors"
    safetensors.numpy.save_file(tensors, back, metadata)
    digits("export", back, "--force", "-o", again)
    check(again.read_bytes() == path.read_bytes(), "another file after Python has written it")
    return len(tensors)


def shapes(description):
    """Names and shapes of the tensors that the layers need."""
    layers = [next(iter(layer.items())) for layer in description["layers"]]
    value, values, tensors = description.get("inputShape", [1, 28, 28]), [], {}
    for index, (kind, options) in enumerate(layers):
        if kind in ("convolution", "dense"):
            if kind == "convolution":
                kernel = options["kernel"]
                tensors[f"{index}.weight"] = [options["channels"], value[0], kernel, kernel]
                size = 2 * options["padding"] - kernel + 1
                value = [options["channels"], value[1] + size, value[2] + size]
            else:
                tensors[f"{index}.weight"] = [options["units"], math.prod(value)]
                value = [options["units"]]
            if not takes_mean_away(layers[index + 1:]):
                tensors[f"{index}.bias"] = value[:1]
        elif kind == "batchNormalization":
            for name in ("weight", "bias", "running_mean", "running_variance"):
                tensors[f"{index}.{name}"] = value[:1]
        elif kind in ("maximumPooling", "averagePooling"):
            value = [value[0], *(side // options["size"] for side in value[1:])]
        elif kind == "globalMaximumAndAverage":
            value = [2 * value[0]]
        elif kind == "upsampling":
            value = [value[0], *(side * options["factor"] for side in value[1:])]
        elif kind == "branch":
            value = values[options["layer"]]
        values.append(value)
    return tensors


def takes_mean_away(layers):
    """Whether batch normalisation comes next, with nothing but pooling before it."""
    kinds = (kind for kind, _ in layers if kind not in ("maximumPooling", "averagePooling"))
    return next(kinds, None) == "batchNormalization"
