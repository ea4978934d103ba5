#!/usr/bin/env python3
"""Times `mt score` against sacreBLEU, side by side on one core, and compares the numbers.

    Benchmarks/scores/benchmark.py [--segments N] [--mt PATH] [--sacrebleu PATH] [REFERENCE SYSTEM SYSTEM]

Without files, the text is made: references are lines of corpora/th-en put together, systems are the references with words
dropped, replaced and moved. Both programs run as a user runs them, from files to numbers, pinned to the same core, one after
the other; the best of --repeats counts. Where other work shares the core, the processor's seconds are the ones to compare.
Needs sacreBLEU 2.6.0 (pip install sacrebleu==2.6.0).
"""

import argparse
import json
import os
import pathlib
import random
import re
import resource
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]


def made_text(folder, segments):
    generator = random.Random(1)
    lines = (ROOT / "corpora/th-en/train.en").read_text().split("\n")[:-1]
    words = sorted({word for line in lines for word in line.split()})
    references = [" ".join(generator.choices(lines, k=generator.randint(1, 5))) for _ in range(segments)]
    paths = [folder / name for name in ("reference", "baseline", "system")]
    for path, rate in zip(paths, (0, 0.3, 0.28)):
        path.write_text("".join(noised(line.split(), rate, words, generator) + "\n" for line in references))
    return paths


def noised(line, rate, words, generator):
    result = []
    for word in line:
        draw = generator.random()
        if draw < 0.3 * rate:
            continue
        result.append(generator.choice(words) if draw < 0.8 * rate else word)
    if len(result) > 6 and generator.random() < 2 * rate:
        start = generator.randrange(len(result) - 3)
        block = [result.pop(start) for _ in range(3)]
        target = generator.randrange(len(result))
        result[target:target] = block
    return " ".join(result)


def timed(command, core):
    """Wall seconds, the processor's seconds, standard output."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(["taskset", "-c", str(core), *command], capture_output=True, text=True, check=True,
                         env=os.environ | {"NO_COLOR": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return (time.perf_counter() - start, processor), run.stdout


def numbers(output):
    """The scores, intervals and p-values, without the signatures."""
    return re.findall(r"[0-9]+\.[0-9]+", re.sub(r"(?m)^ - .*|[^ ]*\|[^ ]*|-----.*|(?s:Paired .*)", "", output))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*")
    parser.add_argument("--segments", type=int, default=100_000)
    parser.add_argument("--paired-segments", type=int, default=2000)
    parser.add_argument("--repeats", type=int, default=1)
    parser.add_argument("--core", type=int, default=0)
    parser.add_argument("--mt", default=str(ROOT / ".build/release/mt"))
    parser.add_argument("--sacrebleu", default="sacrebleu")
    parser.add_argument("--only", choices=["scores", "paired"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name, count in (("scores", options.segments), ("paired", options.paired_segments)):
            if options.only not in (None, name):
                continue
            paths = options.files or made_text(pathlib.Path(folder), count)
            reference, baseline, system = map(str, paths)
            metrics = ["bleu", "chrf", "ter"]
            flags = ["-w", "4", "-f", "text"]
            systems = [baseline] if name == "scores" else [baseline, system]
            if name == "paired":
                flags += ["--paired-bs", "--paired-bs-n", "1000"]
            repeated = lambda flag, values: [part for value in values for part in (flag, value)]
            ours = [options.mt, "score", reference, *repeated("-i", systems), *repeated("-m", metrics), *flags]
            theirs = [options.sacrebleu, reference, "-i", *systems, "-m", *metrics, *flags]
            best = {}
            outputs = {}
            for _ in range(options.repeats):
                for program, command in (("mt", ours), ("sacrebleu", theirs)):
                    seconds, outputs[program] = timed(command, options.core)
                    best[program] = tuple(map(min, best.get(program, seconds), seconds))
            same = sorted(numbers(outputs["mt"])) == sorted(numbers(outputs["sacrebleu"]))
            with open(reference) as file:
                lines = sum(1 for _ in file)
            print(json.dumps({
                "benchmark": name, "segments": lines,
                "mtSeconds": round(best["mt"][0], 2), "sacrebleuSeconds": round(best["sacrebleu"][0], 2),
                "timesFaster": round(best["sacrebleu"][0] / best["mt"][0], 1),
                "mtProcessorSeconds": round(best["mt"][1], 2),
                "sacrebleuProcessorSeconds": round(best["sacrebleu"][1], 2),
                "timesFasterByProcessor": round(best["sacrebleu"][1] / best["mt"][1], 1),
                "sameNumbers": same}), flush=True)
            if not same:
                print(outputs["mt"], outputs["sacrebleu"], sep="\n")


main()
