#!/bin/bash
# Measures what training costs by the model's and the batch's shape, one of them changed at a time, and prints a table in
# Markdown: `mt benchmark train` with 2 layers of 512, 64 sentences of 25 tokens, 8,000 pieces a side and all cores, but for
# what the row says.
#
# scaling.sh [STEPS]: updates that each figure is the median of; 10 unless said otherwise.
# Variables: MT (.build/release/mt), PYTHON (python3), PRECISION (float32).
set -euo pipefail
here=$(dirname "$(realpath "$0")")
mt=$(realpath "${MT:-$here/../.build/release/mt}") steps=${1:-10}
results=$(mktemp)
trap 'rm -f "$results"' EXIT

# measure WHAT VALUE [OPTIONS]
measure() {
  echo "$1 $2" >&2
  printf '%s\t%s\t' "$1" "$2" >> "$results"
  "$mt" benchmark train --steps "$steps" --precision "${PRECISION:-float32}" "${@:3}" >> "$results"
}

for value in 1 2 4; do measure layers $value --layers $value; done
for value in 256 512 1024; do measure width $value --hidden-size $value --embedding-size $value; done
for value in 16 64 256; do measure "sentences an update" $value --batch-size $value; done
for value in 2000 8000 32000; do measure pieces $value --vocabulary-size $value; done
for value in 10 25 50; do measure "tokens a sentence" $value --length $value; done
for value in 1 2; do measure workers $value --workers $value; done

"${PYTHON:-python3}" - "$results" <<'END'
import json, sys

print("| | | parameters | target tokens a second | seconds an update | MFLOP a token | GFLOP/s | of the peak | memory |")
print("|---|---|---|---|---|---|---|---|---|")
for line in open(sys.argv[1]):
    what, value, report = line.split("\t")
    report = json.loads(report)
    speed, seconds = (report[key]["median"] for key in ("targetTokensPerSecond", "secondsPerUpdate"))
    operations = report["gigaflopsPerSecond"] * 1e3 / speed
    print(f"| {what} | {int(value):,} | {report['parameters'] / 1e6:.1f} M | {speed:,.0f} | {seconds:.3f} | {operations:.0f} "
          f"| {report['gigaflopsPerSecond']:.0f} | {100 * report['fractionOfPeak']:.0f} % "
          f"| {report['peakResidentBytes'] >> 20} MiB |")
END
