#!/usr/bin/env python3
"""Reads what whole-job.sh left in a directory, checks that both programs counted the same, and prints the medians.

Expects maskwise-1.log, maskwise-2.log, ..., pipeline-1.json, pipeline-2.json, ..., and maskwise/summary.json.
Exits with 1 when the confusion matrices differ.
"""

import json
import re
import statistics
import sys
from pathlib import Path

WORK_LINE = re.compile(r" in ([\d.,]+) s \(start-up ([\d.,]+) s\)")


def maskwise(log):
    """Seconds of work and of start-up, from the line that Maskwise prints at the end."""
    found = WORK_LINE.findall(log.read_text())
    if not found:
        sys.exit(f'{log} has no line "... in N s (start-up N s)"')
    return tuple(float(number.replace(",", "")) for number in found[-1])


def row(name, runs, megapixels):
    seconds = statistics.median(run[0] for run in runs)
    spread = f"{min(run[0] for run in runs):.2f} - {max(run[0] for run in runs):.2f}"
    start_up = statistics.median(run[1] for run in runs)
    print(f"{name:<22}{seconds:>10.2f}{spread:>18}{megapixels / seconds:>10.0f}{start_up:>14.2f}")
    return seconds


def main():
    directory = Path(sys.argv[1])
    logs = sorted(directory.glob("maskwise-*.log"))
    pipelines = [json.loads(path.read_text()) for path in sorted(directory.glob("pipeline-*.json"))]
    summary = json.loads((directory / "maskwise" / "summary.json").read_text())
    for pipeline in pipelines:
        if pipeline["confusion"] != summary["confusion"]:
            sys.exit("The confusion matrices differ: nothing to compare.")
    pipeline = pipelines[0]
    megapixels = pipeline["pixels"] / 1e6
    print(
        f"{pipeline['images']} images, {pipeline['models']} models, {megapixels:.0f} Mpx of pairs, "
        f"cores: {pipeline['workers']}; confusion matrices equal (crc32 {pipeline['confusion_crc32']}); "
        f"median of {len(logs)} runs"
    )
    print(f"{'':<22}{'seconds':>10}{'range':>18}{'Mpx/s':>10}{'start-up s':>14}")
    ours = row("Maskwise", [maskwise(log) for log in logs], megapixels)
    theirs = row("Pillow + numpy", [(p["seconds"], p["start_up_seconds"]) for p in pipelines], megapixels)
    print(f"Maskwise has {theirs / ours:.2f} times the throughput, start-up apart.")


if __name__ == "__main__":
    main()
