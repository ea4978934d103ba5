#!/usr/bin/env bash
# Shows that the same input gives the same bytes: translations whatever the batches, the workers, the way in and out, the
# order of the lines and the length of the list; trained models whatever the workers.
#
# same-bytes.sh MODEL [LINES-FILE]
# MODEL is a model's folder, LINES-FILE the lines to translate: 2,000 mixed ones of lines.py unless given (COUNT=n for others).
# MT names the program, .build/release/mt unless set. Needs python3. Exit status 0, or 1 when something differs.
set -euo pipefail
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
root=$(realpath "$here/../..")
[[ $# -ge 1 && $# -le 2 ]] || { echo 'same-bytes: usage: same-bytes.sh MODEL [LINES-FILE]' >&2; exit 64; }
mt=${MT:-$root/.build/release/mt} model=$(realpath "$1")
scratch=$(mktemp -d)
count=0 failures=0

if [[ $# -eq 2 ]]; then cp "$2" "$scratch/lines"; else "$here/lines.py" "${COUNT:-2000}" > "$scratch/lines"; fi
cd "$scratch"
lines=$(wc -l < lines)

# note NAME FILE FILE: whether two files are the same.
note() {
  count=$((count + 1))
  if cmp -s "$2" "$3"; then
    echo "ok    $1"
  else
    failures=$((failures + 1))
    echo "FAIL  $1"
    diff --text "$2" "$3" | head -n 4 | cut -c -200 | sed 's/^/      /' || true
  fi
}

translate() { "$mt" translate --quiet --model "$model" "$@" 2>> errors; }

# Once, so that all runs of the program take their lines in the same order.
paste -d '\t' <(seq "$lines") lines | shuf --random-source=<(yes 4711) > order
cut -f 2- order > shuffled
cut -f 1 order > numbers

# all_ways NAME FLAG...: translations with these flags in every way.
all_ways() {
  local name=$1 batch workers
  shift
  translate "$@" --batch-size 1 --workers 1 -i lines -o expected
  count=$((count + 1))
  if [[ $(wc -l < expected) -eq $lines ]]; then
    echo "ok    $name: $lines lines in, $lines lines out"
  else
    failures=$((failures + 1))
    echo "FAIL  $name: $lines lines in, $(wc -l < expected) lines out"
  fi
  for workers in 1 2 3; do
    for batch in 1 7 64; do
      translate "$@" --batch-size $batch --workers $workers -i lines -o found
      note "$name: batches of $batch, $workers workers, files" expected found
      cat lines | translate "$@" --json --batch-size $batch --workers $workers | cat > found
      # JSON has all digits of the scores.
      [[ $workers$batch = 11 ]] && cp found expected.json
      note "$name: batches of $batch, $workers workers, pipes, with scores" expected.json found
    done
  done
  order_and_list "$name" "$@"
}

# order_and_list NAME FLAG...: `expected` again, from shuffled lines and from n-best lists.
order_and_list() {
  local name=$1
  shift
  translate "$@" --batch-size 7 --workers 2 < shuffled | paste -d '\t' numbers - | sort -n -k 1,1 | cut -f 2- > found
  note "$name: lines shuffled and put back" expected found
  translate "$@" --n-best 5 --beam-size 5 -i lines | awk '!seen[$1]++' |
    sed -E 's/^[0-9]+ \|\|\| //; s/ \|\|\| F0= [^ ]+ \|\|\| [^ ]+$//' > found
  translate "$@" --beam-size 5 -i lines -o plain
  note "$name: the first of the 5 best" plain found
}

# few_ways NAME FLAG...: the ways that differ most.
few_ways() {
  local name=$1 way
  shift
  translate "$@" --batch-size 1 --workers 1 -i lines -o expected
  for way in '7 2' '64 1' '64 3'; do
    translate "$@" --batch-size "${way% *}" --workers "${way#* }" -i lines -o found
    note "$name: batches of ${way% *}, ${way#* } workers" expected found
  done
  order_and_list "$name" "$@"
}

precisions=()
for precision in float32 bfloat16 int8; do
  if echo x | translate --precision $precision > /dev/null; then precisions+=("$precision"); fi
done

all_ways 'as it is'
cp expected as-it-is
few_ways 'greedy' --beam-size 1
for isa in AVX2 SSE41; do
  export DNNL_MAX_CPU_ISA=$isa
  echo "      $("$mt" --version | grep "instruction set")"
  few_ways "up to $isa"
  if [[ $isa == AVX2 ]]; then
    note "the translations are those of this processor's best set" expected as-it-is
  elif cmp -s expected as-it-is; then
    echo "      and they are those of this processor's best set"
  fi
  unset DNNL_MAX_CPU_ISA
done
for precision in "${precisions[@]}"; do few_ways "--precision $precision" --precision "$precision"; done
if [[ ${#precisions[@]} -eq 0 ]]; then echo 'note  this mt translate has no --precision'; fi

# Training: a small recipe of its own, in four slices, so that three workers have something to share.
python3 -c "import sys; sys.path.insert(0, '$here'); import evidence; evidence.small_corpus('corpus', 6000)"
train() {
  "$mt" train "$here/small.json" --quiet --fresh --set corpora.train="[{\"path\":\"$scratch/corpus/train\"}]" \
    --set corpora.validation="[{\"name\":\"dev\",\"path\":\"$scratch/corpus/dev\"}]" "$@" 2>> errors
}
for precision in float32 bfloat16; do
  train --set training.precision=$precision --workers 1 --output whole
  for workers in 1 2 3; do
    for time in first second; do
      train --set training.precision=$precision --workers $workers --output run
      for file in checkpoints/last/model.safetensors checkpoints/last/state.safetensors model.safetensors; do
        note "training, $precision, $workers workers, the $time time: $file" whole/$file run/$file
      done
    done
  done
done
# Other networks: what they learn and what they translate.
for network in 'attention=general bidirectional=true' 'attention=concat attentionHeads=4' 'attention=additive'; do
  keys=()
  for key in $network; do keys+=(--set "model.$key"); done
  train "${keys[@]}" --workers 1 --output network
  train "${keys[@]}" --workers 3 --output run
  for file in checkpoints/last/model.safetensors checkpoints/last/state.safetensors model.safetensors; do
    note "training, $network, 3 workers: $file" network/$file run/$file
  done
  own=$model model=$scratch/network
  for precision in "${precisions[@]}"; do few_ways "$network, $precision" --precision "$precision"; done
  model=$own
done
train --workers 1 --output whole
DNNL_MAX_CPU_ISA=AVX2 train --workers 2 --output run
note "training up to AVX2: model.safetensors" whole/model.safetensors run/model.safetensors

if [[ -s errors ]] && grep -v '^mt: warning\|unknown option\|^help:' errors > complaints; then
  sort complaints | uniq -c | head -n 5 | sed 's/^/      /'
fi
if ((failures)); then echo "      what was found wrong is left in $scratch"; else rm -rf "$scratch"; fi
echo "same-bytes: $((count - failures)) of $count checks passed"
((failures == 0))
