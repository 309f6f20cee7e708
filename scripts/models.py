"""Model files for scripts, made without the program: safetensors, whole and hostile."""
import itertools, json, math, struct

DIGITS = {"preprocessing": "1"}


def pack(header, data):
    text = json.dumps(header, separators=(",", ":")).encode()
    return struct.pack("<Q", len(text)) + text + data


def whole_model(network, shapes, value=0.0, metadata={}):
    """A model whose tensors, of these shapes by name, hold one value only."""
    header, end = {"__metadata__": {"network": json.dumps(network), **metadata}}, 0
    for name, shape in sorted(shapes.items()):
        begin, end = end, end + 4 * math.prod(shape)
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [begin, end]}
    return pack(header, struct.pack("<f", value) * (end // 4))


def dense(*units, name="dense", **network):
    """A network of dense layers on a picture of 7×7 mean shades, and the shapes of its tensors."""
    layers, shapes, width = [{"averagePooling": {"size": 4}}], {}, 49
    for index, count in enumerate(units, 1):
        layers.append({"dense": {"units": count}})
        shapes[f"{index}.weight"], shapes[f"{index}.bias"] = [count, width], [count]
        width = count
    return {"name": name, "layers": layers, **network}, shapes


def hostile():
    """(name, bytes) of models that must be refused when they are loaded."""
    for value in (3e38, -3e38, 2e9, math.inf, math.nan):
        yield f"weights-{value}", whole_model(*dense(10), value=value, metadata=DIGITS)
    # Each layer's values are finite, but not those of the last.
    yield "overflow", whole_model(*dense(8, 8, 8, 8, 10), value=9e8, metadata=DIGITS)
    for temperature in ("inf", "nan", "0", "-1", "1e-30", "1e30", "warm", ""):
        yield f"temperature-{temperature}", whole_model(*dense(10), metadata={**DIGITS, "temperature": temperature})
    for version in ("0", "2", "99999999999999999999", ""):
        yield f"preprocessing-{version}", whole_model(*dense(10), metadata={"preprocessing": version})
    yield "no-preprocessing", whole_model(*dense(10))
    # 5 kB that give 800 million numbers for one picture.
    bomb = {"name": "bomb", "layers": [{"upsampling": {"factor": 8}}, {"upsampling": {"factor": 4}},
                                       {"convolution": {"channels": 1024, "kernel": 1, "padding": 0}},
                                       {"globalMaximumAndAverage": {}}, {"dense": {"units": 10}}]}
    shapes = {"2.weight": [1024, 1, 1, 1], "2.bias": [1024], "4.weight": [10, 2048], "4.bias": [10]}
    yield "bomb", whole_model(bomb, shapes, metadata=DIGITS)
    for name in ("\x1b]0;title\x07", "x" * 100_000, "two\nlines"):
        yield f"name-{len(name)}", whole_model(*dense(10, name=name), metadata=DIGITS)
    for count in (2, 9, 12, 256):
        yield f"classes-{count}", whole_model(*dense(count), metadata=DIGITS)
    yield "many-layers", whole_model(*dense(*itertools.repeat(10, 101)), metadata=DIGITS)
    for shape in ([1, 28], [0, 28, 28], [1, 28, 2**40], [1, -28, 28], [2, 28, 28], [1, 20, 20]):
        yield f"shape-{shape}", whole_model(*dense(10, inputShape=shape), metadata=DIGITS)
    for layer in ({"dense": {"units": 2**63 - 1}}, {"maximumPooling": {"size": 2**62}}, {"addition": {"layer": -1}},
                  {"dropout": {"rate": 1e300}}, {"convolution": {"channels": 2, "kernel": 3, "padding": 2**62}}, {"magic": {}}):
        network, shapes = dense(10)
        network["layers"].insert(0, layer)
        yield f"layer-{'-'.join(layer)}-{json.dumps(layer)[-18:-3]}", whole_model(network, shapes, metadata=DIGITS)
    whole = whole_model(*dense(10), metadata=DIGITS)
    yield "truncated", whole[:-1]
    yield "longer", whole + b"\0"
    yield "lying-length", struct.pack("<Q", 2**63) + whole[8:]
    yield "deep", pack({}, b"")[:8] + b"[" * 2000
    yield "empty", b""
    yield "text", b"file,digit\n"
