#!/usr/bin/env python3
"""Whole processes beside each other, from the command to its end: Maskwise, and what is written without it.

    ratios.py                          all cases but the largest
    ratios.py labels-24 thumbs-50000   some of them: see CASES
    ratios.py --write …                puts the table into README.md beside this file

The programs take turns. The table has medians of the wall time and of the processor time (user and system, of all
processes), and the load of the machine when each run began: above the number of cores the wall time says little. Data is
made once, in bench/work/. Needs numpy, Pillow and PyTorch: PYTHON names the interpreter of the pipelines.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

BENCH = Path(__file__).resolve().parent
MASKWISE = BENCH.parent / "maskwise"
WORK = BENCH / "work"
MODELS = ("sharp", "coarse")
BEGIN, END = "<!-- ratios.py -->\n", "<!-- end of ratios.py -->\n"

# name: task, scenes, size, runs
CASES = {
    "labels-24": ("labels", 24, "2048x1024", 5),
    "labels-200": ("labels", 200, "2048x1024", 5),
    "labels-1000": ("labels", 1000, "2048x1024", 3),
    "thumbs-50000": ("labels", 50000, "64x64", 3),
    "binary-24": ("binary", 24, "1024x512", 3),
    "binary-200": ("binary", 200, "1024x512", 3),
    "multiclass-24": ("multiclass", 24, "1024x512", 3),
    "multiclass-120": ("multiclass", 120, "1024x512", 3),
}
LARGE = {"labels-1000"}


def data(task, scenes, size):
    directory = WORK / f"{task}-{scenes}-{size}"
    if not directory.exists():
        part = directory.with_suffix(".part")
        subprocess.run(["rm", "-rf", part], check=True)
        words = ["demo", "--task", task, "--scenes", str(scenes), "--size", size, "--data-only", part]
        subprocess.run([MASKWISE, *words], check=True, stdout=subprocess.DEVNULL)
        part.rename(directory)
    return directory


def commands(name):
    """What is compared: program -> words."""
    task, scenes, size, _ = CASES[name]
    at = data(task, scenes, size)
    suffix = "" if task == "labels" else f"-{task}"
    inputs = ["--truth", at / "truth", "--ignore", "255"]
    for model in MODELS:
        inputs += ["--prediction", f"{model}={at / (model + suffix)}"]
    classes = at / "classes.txt"
    count = ["--classes", str(len(classes.read_text().split("\n")) - 1)]
    foreground = ["--foreground", "5"] if task == "binary" else []
    scores = [] if task == "labels" else ["--task", task, "--score", "logit", *foreground]
    python = os.environ.get("PYTHON", "/usr/bin/python3")
    program = "pipeline.py" if task == "labels" else "scores.py"
    out = ["--classes", classes, "--out", WORK / "ratios", "--overwrite"]
    return {
        "Maskwise": [MASKWISE, "evaluate", *inputs, *scores, *out],
        "pipeline": [python, BENCH / program, *inputs, *foreground, *count],
    }


def run(words):
    """Wall seconds, processor seconds, and the load before."""
    load = os.getloadavg()[0]
    started = time.perf_counter()
    with open(WORK / "ratios.log", "w") as log:
        process = subprocess.Popen(words, stdout=log, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{words[0]} failed: see {WORK / 'ratios.log'}.")
    return time.perf_counter() - started, used.ru_utime + used.ru_stime, load


def row(name):
    programs = commands(name)
    runs = {program: [] for program in programs}
    subprocess.run([MASKWISE, "--version"], check=True, stdout=subprocess.DEVNULL)  # builds what is stale
    for _ in range(CASES[name][3]):
        for program, words in programs.items():
            runs[program].append(run(words))
    median = {p: [statistics.median(column) for column in zip(*of)] for p, of in runs.items()}
    ours, theirs = median["Maskwise"], median["pipeline"]
    loads = [load for of in runs.values() for _, _, load in of]
    return (
        f"| {name} | {ours[0]:.1f} | {ours[1]:.1f} | {theirs[0]:.1f} | {theirs[1]:.1f} "
        f"| {theirs[0] / ours[0]:.2f} | {theirs[1] / ours[1]:.2f} | {min(loads):.1f}–{max(loads):.1f} |\n"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", choices=[*CASES, []], metavar="CASE")
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    WORK.mkdir(exist_ok=True)
    table = (
        "| case | Maskwise s | its CPU s | pipeline s | its CPU s | times as fast | of the CPU | load |\n"
        "|---|---|---|---|---|---|---|---|\n"
    )
    print(table, end="", flush=True)
    for name in chosen.cases or [name for name in CASES if name not in LARGE]:
        line = row(name)
        print(line, end="", flush=True)
        table += line
    if chosen.write:
        readme = BENCH / "README.md"
        before, rest = readme.read_text().split(BEGIN)
        readme.write_text(before + BEGIN + table + END + rest.split(END)[1])


if __name__ == "__main__":
    main()
