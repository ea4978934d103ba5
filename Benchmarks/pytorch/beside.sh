#!/bin/bash
# Runs mt and PyTorch (speed.py) in turn, in one sitting, and prints a table of medians.
#
#   beside.sh [ROUNDS]               updates on random ids: small is 2 layers of 512 and 64 sentences, large 4 layers of 1000
#                                    and 128; both with 8,000 pieces a side and 25 tokens a sentence
#   beside.sh [ROUNDS] MODEL FILE    translation of a file with a beam of 5, in batches of 128, 8 and 1
#
# 3 rounds unless said otherwise. The machine must be idle: PyTorch's threads wait for each other awake, and lose far more
# than mt's where other work shares the cores. "stock" is PyTorch as pip installs it. "tuned" preloads a library of one
# line that makes the wheel's MKL take its AVX-512 code on processors of AMD too; it is compiled here. The memory is the
# peak; PyTorch's is also given without what an empty PyTorch takes. Translation by mt is timed as a whole, reading the
# model and the text included, PyTorch's is the search alone: the file should have a thousand lines or more.
# Variables: PYTHON (python3), MT (.build/release/mt), SHAPES ("small large"), SIZES ("128 8 1"), THREADS (as many as there are cores).
set -euo pipefail
here=$(dirname "$(realpath "$0")")
python=${PYTHON:-python3} mt=$(realpath "${MT:-$here/../../.build/release/mt}") threads=${THREADS:-$(nproc)}
rounds=3
if [[ ${1:-} =~ ^[0-9]+$ ]]; then rounds=$1; shift; fi
model=${1:-} file=${2:-}
[[ $# -eq 0 || $# -eq 2 ]] || { sed -n '2,16s/^# \?//p' "$0" >&2; exit 64; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
results=$scratch/results

echo 'int mkl_serv_intel_cpu_true(void) { return 1; } int mkl_serv_intel_cpu(void) { return 1; }' > "$scratch/tuned.c"
cc -shared -fPIC -o "$scratch/tuned.so" "$scratch/tuned.c"

# record TASK PROGRAM: one line of results, from the JSON on standard input.
record() { printf '%s\t%s\t%s\n' "$1" "$2" "$(cat)" >> "$results"; echo "$1: $2" >&2; }
peer() { "$python" -B "$here/speed.py" --threads "$threads" --mt "$mt" "$@"; }
tuned() { LD_PRELOAD=$scratch/tuned.so peer "$@"; }

# training NAME STEPS SLICES [OPTIONS OF BOTH]: mt cuts a batch into slices; a wide model is quicker with few.
training() {
  local name=$1 slices=(--slices "$3") options=(--steps "$2" "${@:4}")
  "$mt" benchmark train "${slices[@]}" --workers "$threads" "${options[@]}" | record "$name, float32" mt
  peer "${options[@]}" | record "$name, float32" "PyTorch, stock"
  tuned "${options[@]}" | record "$name, float32" "PyTorch, tuned"
  "$mt" benchmark train "${slices[@]}" --workers "$threads" "${options[@]}" --precision bfloat16 | record "$name, bfloat16" mt
  peer "${options[@]}" --precision bfloat16 | record "$name, bfloat16" "PyTorch, stock"
}

# translation BATCH_SIZE
translation() {
  local name="batches of $1" options=(--translate "$model" "$file" --batch-size "$1") start end
  start=$(date +%s%N)
  "$mt" translate --quiet --model "$model" -i "$file" -o "$scratch/mt.out" --beam-size 5 --batch-size "$1" --workers "$threads"
  end=$(date +%s%N)
  echo "{\"nanoseconds\": $((end - start)), \"sentences\": $(wc -l < "$file")}" | record "$name" mt
  peer "${options[@]}" --compare "$scratch/mt.out" | record "$name" "PyTorch, stock"
  tuned "${options[@]}" --compare "$scratch/mt.out" | record "$name" "PyTorch, tuned"
  peer "${options[@]}" --compare "$scratch/mt.out" --precision bfloat16 | record "$name" "PyTorch, bfloat16"
}

for ((round = 1; round <= rounds; round++)); do
  if [[ -n $model ]]; then
    for size in ${SIZES:-128 8 1}; do translation $size; done
  else
    for shape in ${SHAPES:-small large}; do
      case $shape in
        small) training small 10 4 --layers 2 --hidden-size 512 --embedding-size 512 --batch-size 64 ;;
        large) training large 3 2 --layers 4 --hidden-size 1000 --embedding-size 1000 --batch-size 128 ;;
        *) echo "beside.sh: no shape is called $shape" >&2; exit 64 ;;
      esac
    done
  fi
done

"$python" - "$results" <<'END'
import collections, json, statistics, sys

found = collections.defaultdict(list)
for line in open(sys.argv[1]):
    task, program, report = line.rstrip("\n").split("\t")
    found[task, program].append(json.loads(report))


def speed(report):
    if "nanoseconds" in report:
        return report["sentences"] / report["nanoseconds"] * 1e9
    return report["sentencesPerSecond"] if "sentencesPerSecond" in report else report["targetTokensPerSecond"]["median"]


def number(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def text(report):
    if "sameLines" in report:
        return f"{100 * report['sameLines']:.1f} %"
    if "peakResidentBytes" not in report or "sentencesPerSecond" in report:
        return ""
    peak, empty = report["peakResidentBytes"] >> 20, report.get("emptyResidentBytes", 0) >> 20
    return f"{peak} MiB" + (f" ({peak - empty} without PyTorch's own)" if empty else "")


translates = any("sentences" in report for reports in found.values() for report in reports)
unit, last = ("sentences", "lines as mt's") if translates else ("target tokens", "peak memory")
print(f"| | | {unit} a second, median | lowest to highest | mt is | {last} |\n|---|---|---|---|---|---|")
for (task, program), reports in found.items():
    speeds = [speed(report) for report in reports]
    median = statistics.median(speeds)
    ratio = statistics.median(map(speed, found[task, "mt"])) / median
    times = "" if program == "mt" else f"{ratio:.2f} times as fast"
    print(f"| {task} | {program} | {number(median)} | {number(min(speeds))} to {number(max(speeds))} | {times} | {text(reports[-1])} |")
END
