"""The answers of ONNX Runtime beside those of digits."""

import json
import pathlib

import numpy
import onnxruntime
from PIL import Image

from program import SAMPLES, digits, network_speed

SEED = 17


def folder_of_pixels(model, work):
    return work / f"pixels-{pathlib.Path(model).stem}"


def pixels_of_samples(model, work):
    """What `preview --pixels` writes: (row, place of the digit) → 28×28. Which ink is one digit, the model decides too."""
    folder, pictures = folder_of_pixels(model, work), {}
    digits("preview", SAMPLES, "--model", model, "--finder", "rules", "--pixels", folder)
    for path in sorted(folder.iterdir()):
        image = Image.open(path)
        if image.mode != "L" or image.size != (28, 28):
            raise SystemExit(f"check-export: {path.name} is {image.mode} {image.size}")
        row, _, rest = path.stem.partition("-")
        pictures[int(row), int(rest.rpartition("-")[2])] = numpy.asarray(image)
    return pictures


def differences(model, onnx_file, tensor_file, work):
    """The largest of the network alone, and of the rows of `digits classify`; None where it does not read with the model."""
    session = onnxruntime.InferenceSession(onnx_file, providers=["CPUExecutionProvider"])
    reads_digits = session.get_inputs()[0].shape[1:] == [28, 28]
    pixels = pixels_of_samples(model, work) if reads_digits else {}
    pictures = numpy.stack(list(pixels.values())) if reads_digits else views()
    answers = session.run(None, {"pixels": pictures})
    metadata = session.get_modelmeta().custom_metadata_map
    expected = network_answers(tensor_file, pictures, answers[0].shape[1], float(metadata["temperature"]))
    network = max(float(abs(ours - theirs).max()) for ours, theirs in zip(expected, answers[1:], strict=True))
    return network, of_rows(model, dict(zip(pixels, answers[1]))) if reads_digits else None


def views():
    """96×96: the samples, and noise."""
    samples = [path for path in sorted(SAMPLES.iterdir()) if path.suffix != ".csv"]
    images = [numpy.asarray(Image.open(path).convert("L").resize((96, 96))) for path in samples]
    print(f"noise of seed {SEED}")
    return numpy.concatenate([images, numpy.random.default_rng(SEED).integers(0, 256, (4, 96, 96), numpy.uint8)])


def network_answers(tensor_file, pictures, classes, temperature):
    """Probabilities, and a mask where there is one, from the logits that the network of digits gives."""
    count, side = pictures.shape[:2]
    planes = pictures
    if side == 96:
        # Plane 2 × (y mod 2) + (x mod 2), at (y / 2, x / 2).
        planes = pictures.reshape(count, 48, 2, 48, 2).transpose(0, 2, 4, 1, 3)
    output = network_speed(tensor_file, "answers", input=planes.tobytes())
    values = numpy.frombuffer(output, "<f4").reshape(count, -1)
    exponentials = numpy.exp((values[:, :classes] - values[:, :classes].max(1, keepdims=True)) / temperature)
    answers = [exponentials / exponentials.sum(1, keepdims=True)]
    if side == 96:
        logits = values[:, classes:].reshape(count, 2, 2, 48, 48).transpose(0, 3, 1, 4, 2).reshape(pictures.shape)
        answers.append(1 / (1 + numpy.exp(-logits)))
    return answers


def of_rows(model, answers):
    """`answers` are those to the digit with this place in this row. Rows without a digit must have none."""
    output = digits("classify", SAMPLES, "--model", model, "--finder", "rules", "--format", "jsonl", "--probabilities", "--quiet")
    largest, compared = 0, 0
    for number, row in enumerate(map(json.loads, output.splitlines()), 1):
        for place, digit in enumerate(row["digits"], 1):
            answer = answers[number, place][:10]
            ours = row["probabilities"] or [digit["confidence"]]
            theirs = answer if row["probabilities"] else [answer[digit["digit"]]]
            largest = max(largest, float(abs(numpy.subtract(ours, theirs)).max()))
            compared += 1
    if compared != len(answers):
        raise SystemExit(f"check-export: {compared} digits in rows, {len(answers)} pictures of 28×28")
    return largest
