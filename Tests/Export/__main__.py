"""Exported models, read by others: see scripts/check-export. Ends with exit code 1 if one of them answers differently."""

import pathlib
import tempfile

import answers
import documented
import files
import speed
from program import SAMPLES, digits

# Of probabilities. Those of the rows are rounded to four digits, and the last may be rounded the other way.
LARGEST_DIFFERENCE = 1e-4
COLUMNS = ("model", "ONNX checker", "safetensors", "largest difference: network", "rows", "ONNX Runtime img/s", "digits img/s")


def main():
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        # A few steps of the network with layers that no bundled one has.
        tiny = work / "trained.safetensors"
        digits("train", SAMPLES, "--network", "keras-tutorial", "--epochs", 1, "-o", tiny, "--no-progress")
        rows = []
        for model in ("fast", "accurate", "ink", tiny):
            onnx_file, tensor_file = (work / f"exported.{kind}" for kind in ("onnx", "safetensors"))
            for path in (onnx_file, tensor_file):
                digits("export", model, "--force", "-o", path)
            network = files.check_onnx(onnx_file)
            count = files.check_safetensors(tensor_file, network, work)
            differences = answers.differences(model, onnx_file, tensor_file, work)
            rates = speed.rates(onnx_file, tensor_file)
            if model == "fast":
                documented.check(onnx_file, tensor_file, answers.folder_of_pixels(model, work))
            rows.append((pathlib.Path(model).stem, "passed", f"{count} tensors", *differences, *rates))
    print_table(rows)
    if any(difference is not None and not difference <= LARGEST_DIFFERENCE for row in rows for difference in row[3:5]):
        raise SystemExit(f"check-export: a difference is larger than {LARGEST_DIFFERENCE:g}")


def print_table(rows):
    print(f"| {' | '.join(COLUMNS)} |\n|---|---|---|---:|---:|---:|---:|")
    for model, checker, tensors, network, whole, runtime, ours in rows:
        whole = "–" if whole is None else f"{whole:.1e}"
        print(f"| {model} | {checker} | {tensors} | {network:.1e} | {whole} | {runtime:,.0f} | {ours:,.0f} |")


main()
