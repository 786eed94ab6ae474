#!/usr/bin/env bash
# Losses by Maskwise's kernels and by the textbook formulas in PyTorch, on the same core, one after
# the other: nanoseconds per pixel of an image of 2048x1024, and how many times faster the kernel is.
# See README.md beside this file.
#
#   bench/losses.sh
#   CPU=1 PYTHON=/usr/bin/python3 bench/losses.sh -wi 4 -i 5    arguments go to JMH, -wi 2 -i 3 without
set -euo pipefail

bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=$(dirname "$bench")
cpu=${CPU:-0}
read -ra python <<<"${PYTHON:-/usr/bin/env python3}"

"${python[@]}" -c 'import torch' 2>/dev/null || {
  echo "losses.sh: ${python[*]} lacks PyTorch: install python3-torch, or set PYTHON." >&2
  exit 1
}
[ $# -gt 0 ] || set -- -wi 2 -i 3
mkdir -p "$bench/work"
benchmarks='ScoreBenchmark.(crossEntropy|focal|softDice|memory)$|SoftmaxBenchmark|LovaszBenchmark.(hinge|softmax)$'
[ -f "$home/udfs/src/test/java/dev/maskwise/bench/LovaszBenchmark.java" ] ||
  echo "losses.sh: there is no LovaszBenchmark, so the Lovász lines have no kernel." >&2
taskset -c "$cpu" "$bench/jmh.sh" "$benchmarks" -f 1 -p size=2048x1024 "$@" \
  -rf json -rff "$bench/work/losses-jmh.json" >"$bench/work/losses-jmh.log" 2>&1 || {
  echo "losses.sh: JMH failed: see $bench/work/losses-jmh.log." >&2
  exit 1
}
taskset -c "$cpu" "${python[@]}" "$bench/losses.py" --lines "$bench/work/losses-torch.txt"
"${python[@]}" - "$bench/work/losses-jmh.json" "$bench/work/losses-torch.txt" <<'EOF'
import json
import statistics
import sys

kernel = {}
for result in json.load(open(sys.argv[1])):
    name = ".".join(result["benchmark"].split(".")[-2:])
    parameters = result.get("params", {})
    ns = statistics.median(result["primaryMetric"]["rawData"][0])
    kernel[name, parameters.get("content", ""), parameters.get("form", "")] = ns

names = {
    "cross_entropy": "ScoreBenchmark.crossEntropy",
    "focal": "ScoreBenchmark.focal",
    "soft_dice": "ScoreBenchmark.softDice",
    "multiclass_cross_entropy": "SoftmaxBenchmark.crossEntropy",
    "lovasz_hinge": "LovaszBenchmark.hinge",
    "lovasz_softmax": "LovaszBenchmark.softmax",
}


def of(loss, content, form):
    if loss == "softmax":  # the kernel gives the losses besides
        whole = kernel.get(("SoftmaxBenchmark.copyAndSoftmax", content, form))
        return whole and whole - kernel["SoftmaxBenchmark.copy", content, form]
    classes = 19 if loss == "lovasz_softmax" else 1  # the kernel's figure is of one class
    for key in (names[loss], content, form), (names[loss], content, ""):
        if key in kernel:
            return classes * kernel[key]
    return None


row = "{:<29}{:<9}{:<11}{:>9}{:>9}{:>10}{:>8}"
print(row.format("ns a pixel", "logits", "size", "vector", "plain", "PyTorch", "times"))
for line in open(sys.argv[2]):
    loss, content, ns = line.split()
    kernel_of = loss.removeprefix("fused_")  # the same numbers by another function of PyTorch
    vector, plain = (of(kernel_of, content, form) for form in ("VECTOR", "PLAIN"))
    cells = [f"{value:.3f}" if value else "-" for value in (vector, plain)]
    times = f"{float(ns) / vector:.1f}" if vector else "-"
    print(row.format(loss, content, "2048x1024", *cells, f"{float(ns):.3f}", times))
memory = kernel.get(("ScoreBenchmark.memory", "RANDOM", "VECTOR"))
if memory:
    print(f"Reading the logits and the truth once: {memory:.3f} ns a pixel.")
EOF
