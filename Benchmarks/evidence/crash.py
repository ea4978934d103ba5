#!/usr/bin/env python3
"""Shows that a training that is cut goes on as if it had not been: killed by SIGKILL at random moments, also while shards and
vocabularies are made and while a checkpoint or a model is written; ended by SIGTERM and SIGINT; and with a full disk. Each
time `mt train --resume` must end in the bytes of a training that nobody disturbed. A training with --fresh that is killed must leave a
model that translates at every moment: the old one until the new one is there.

crash.py [MOMENTS]      kills with each number of workers, 30 unless told; seeds differ by CRASH_SEED

The full disk is a small tmpfs, which only root can mount: else that part is left out, and says so.
"""
import itertools
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

import evidence

RESULTS = ["model.safetensors", "config.json", "source.model", "target.model", "checkpoints/last/model.safetensors",
           "checkpoints/last/state.safetensors"]
# What a training is killed in, in turn.
PHASES = ["checkpoint", "vocabulary", "model", "anywhere", "shards", "checkpoint", "anywhere"]
LAST_CHECKPOINT = 90  # of which a kill is waited for; some come after it
NUMBERS = itertools.count(1)


class Training:
    """One training in a folder of its own; all are the same but for the folder and the workers."""

    def __init__(self, scratch, name, workers, *more):
        self.folder = scratch / name
        corpora = {"corpora.train": f'[{{"path":"{scratch}/corpus/train"}}]',
                   "corpora.validation": f'[{{"name":"dev","path":"{scratch}/corpus/dev"}}]',
                   "vocabulary.size": 2000}
        settings = [word for key, value in corpora.items() for word in ("--set", f"{key}={value}")]
        self.arguments = ["train", evidence.ROOT / "Benchmarks/evidence/small.json", "--quiet", "--resume", "--output",
                          self.folder, "--workers", workers, *settings, *more]
        self.errors = scratch / f"{name}.errors"

    def start(self):
        with open(self.errors, "ab") as errors:
            # A shell makes its background jobs ignore SIGINT, and those pass it on: here it counts.
            return subprocess.Popen([evidence.MT, *map(str, self.arguments)], stdin=subprocess.DEVNULL, stderr=errors,
                                    preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))

    def finish(self):
        """Trains to the end: the exit status."""
        return evidence.wait(self.start(), 300)[0]

    def last_complaint(self):
        text = self.errors.read_text(errors="replace").strip() if self.errors.exists() else ""
        return text.splitlines()[-1] if text else ""

    def phase(self):
        """What is being made just now, by what stands in the folder."""
        checkpoints = names(self.folder / "checkpoints")
        if any(name.endswith(".partial") for name in checkpoints):
            return "checkpoint"
        if any(name.startswith("model.safetensors.") for name in names(self.folder)):
            return "model"
        if not checkpoints:
            if not (self.folder / "shards/0/manifest.json").exists():
                return "shards" if self.folder.exists() else "start"
            if not (self.folder / "target.model").exists():
                return "vocabulary"
            return "before the first update"
        newest = max((name for name in checkpoints if name.startswith("update-")), default="")
        if newest != pathlib.Path(os.path.realpath(self.folder / "checkpoints/last")).name:
            return "checkpoint"  # whole, but not yet the last
        return "updates"

    def update(self):
        """Of the last checkpoint; nothing before the first."""
        last = self.folder / "checkpoints/last"
        return int(os.readlink(last).removeprefix("update-")) if last.is_symlink() else None


def names(folder):
    try:
        return os.listdir(folder)
    except FileNotFoundError:
        return []


def wait_for(training, process, phase, update):
    """Waits until the training has saved that update, and is in that phase; or ends."""
    while process.poll() is None:
        if (training.update() or -1) >= update and phase in ("anywhere", training.phase()):
            return


def cut(training, phase, random):
    """Starts a training and kills it, in that phase where it comes to be seen.

    The seconds after which it was killed, and the phase in which it was; None for one that ended before.
    """
    start = time.monotonic()
    process = training.start()
    if phase in ("shards", "vocabulary"):
        wait_for(training, process, phase, -1)
        time.sleep(random.uniform(0, 0.06))
    else:
        wait_for(training, process, phase, random.choice(range(-1, LAST_CHECKPOINT, 15)))
        time.sleep(random.uniform(0, 0.2 if phase == "anywhere" else 0.004))
    seconds = time.monotonic() - start
    process.kill()
    return (seconds, training.phase()) if process.wait() < 0 else None


def killed(scratch, checks, random, moments):
    for workers in (1, 2):
        seen = {}
        print(f"\nSIGKILL, {workers} worker{'s' if workers > 1 else ''}\n"
              f"{'moment':>8}  {'being made':<24} {'last update':>11}  result")
        for number in range(moments):
            training = new_training(scratch, workers)
            # Every third one is killed a second time, somewhere in what is left.
            wanted = [PHASES[number % len(PHASES)]] + (["anywhere"] if number % 3 == 0 else [])
            rows = []
            for phase in wanted:
                found = cut(training, phase, random)
                update = training.update()
                at, phase = found or (0, "it ended by itself")
                seen[phase] = seen.get(phase, 0) + 1
                rows.append(f"{at:7.3f}s  {phase:<24} {'none' if update is None else update:>11}")
            status = training.finish()
            different = evidence.differing(scratch / "whole", training.folder, RESULTS)
            good = status == 0 and not different
            for row in rows[:-1]:
                print(row + "  and then")
            print(f"{rows[-1]}  {'the same bytes' if good else f'WRONG: {evidence.status_name(status)}, {different}'}", flush=True)
            checks.count += 1
            checks.failures += not good
            if good:
                shutil.rmtree(training.folder)
        print("     by what was being made: " + ", ".join(f"{count} {phase}" for phase, count in sorted(seen.items())))


def new_training(scratch, workers):
    """A training in a new folder."""
    return Training(scratch, f"run-{next(NUMBERS)}", workers)


def ended(scratch, checks, random, times=6):
    """SIGTERM and SIGINT: a checkpoint, the right exit status, and the same bytes later."""
    for name, number, wanted in (("SIGTERM", signal.SIGTERM, 143), ("SIGINT", signal.SIGINT, 130)):
        for round in range(times):
            training = new_training(scratch, 1 + round % 2)
            process = training.start()
            # Once before the first update: then there is nothing to save, and the signal itself ends the program.
            early = round == 0
            wait_for(training, process, "vocabulary" if early else "anywhere", -1 if early else random.randrange(LAST_CHECKPOINT))
            time.sleep(0 if early else random.uniform(0, 0.2))
            phase = training.phase()
            process.send_signal(number)
            status = process.wait()
            update = training.update()
            rest = training.finish()
            different = evidence.differing(scratch / "whole", training.folder, RESULTS)
            good = status == (-number if early else wanted) and rest == 0 and not different
            checks.note(good, f"{name} during {phase}: {evidence.status_name(status)}, checkpoint at update {update}, then "
                        f"{'the same bytes' if not different else f'other bytes in {different}'}",
                        f"then {evidence.status_name(rest)}; {training.last_complaint()}")
            if good:
                shutil.rmtree(training.folder)


def translation(folder):
    """A line's, or what went wrong."""
    result = subprocess.run([evidence.MT, "translate", "--quiet", "--model", folder, "-b", "1"], input="ฉันชอบวัสดุศาสตร์\n",
                            capture_output=True, text=True)
    return result.stdout if result.returncode == 0 else f"{evidence.status_name(result.returncode)}: {result.stderr}"


def replaced(scratch, checks, random, times):
    """A run that --fresh replaces, killed on the way."""
    old = Training(scratch, "old", 2, "--set", "training.seed=2")
    start = time.monotonic()
    status = old.finish()
    seconds = time.monotonic() - start
    before = translation(old.folder)
    checks.note(status == 0 and len(before.splitlines()) == 1, "a run to be replaced", old.last_complaint())
    print(f"\nSIGKILL under --fresh\n{'moment':>8}  {'model':<4} {'last update':>11}  result")
    for number in range(times):
        run = new_training(scratch, 1 + number % 2)
        shutil.copytree(old.folder, run.folder, symlinks=True)
        resumed, run.arguments = run.arguments, [*map(str, run.arguments)]
        run.arguments[run.arguments.index("--resume")] = "--fresh"
        process = run.start()
        at = random.uniform(0, seconds if number % 2 else seconds / 4)
        time.sleep(at)
        process.kill()
        process.wait()
        waiting = Training(scratch, f"{run.folder.name}/next", 1)
        update = waiting.update()
        isOld = not evidence.differing(old.folder, run.folder, RESULTS)
        after = translation(run.folder)
        wrong = [] if len(after.splitlines()) == 1 and (not isOld or after == before) else [f"translates to {after}"]
        run.arguments = resumed
        if isOld and not update:
            # Nothing was begun: the old run is what is gone on with, and it is finished. Started anew, the new one ends as it must.
            run.arguments = [*resumed, "--set", "training.seed=2"]
            if run.finish() != 0 or evidence.differing(old.folder, run.folder, RESULTS):
                wrong.append(f"the old run is not as it was: {run.last_complaint()}")
            run.arguments = [("--fresh" if word == "--resume" else word) for word in resumed]
        if run.finish() != 0:
            wrong.append(run.last_complaint())
        wrong += evidence.differing(scratch / "whole", run.folder, RESULTS)
        if (run.folder / "next").exists():
            wrong.append("something is left beside the run")
        print(f"{at:7.3f}s  {'old' if isOld else 'new':<5} {'none' if update is None else update:>10}  "
              f"{'the same bytes' if not wrong else f'WRONG: {wrong}'}", flush=True)
        checks.count += 1
        checks.failures += bool(wrong)
        if not wrong:
            shutil.rmtree(run.folder)


def full_disk(scratch, checks):
    """A file system that is too small at first, and then made larger."""
    disk = scratch / "disk"
    disk.mkdir()
    whole = scratch / "whole"
    checkpoint = sum(file.stat().st_size for file in (whole / "checkpoints/last/").iterdir())
    model = (whole / "model.safetensors").stat().st_size
    before = sum(file.stat().st_size for name in ("shards", ".") for file in (whole / name).glob("**/*" if name == "shards" else "*")
                 if file.is_file()) - model
    sizes = [("the shards", 4096), ("the shards", 20480), ("the shards or the vocabulary", before // 2)]
    # The third checkpoint is written while two others and the best model are there.
    for there, name in enumerate(("the first checkpoint", "the second checkpoint", "the third checkpoint")):
        for part in (0.1, 0.4, 0.7, 0.9):
            sizes.append((f"{name} but {part:.0%}", before + model * (there == 2) + checkpoint * (there + part)))
    for number, (what, size) in enumerate(sizes):
        made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={int(size)}", "tmpfs", disk], capture_output=True)
        if made.returncode:
            print(f"note  a full disk was not tried, as a tmpfs cannot be mounted: {made.stderr.decode().strip()}")
            return
        try:
            training = Training(scratch, f"disk/run-{number}", 1 + number % 2)
            training.errors = scratch / f"disk-{number}.errors"
            status = training.finish()
            update, complaint = training.update(), training.last_complaint()
            said = next((line for line in reversed(training.errors.read_text().splitlines()) if "error: " in line), complaint)
            last = training.folder / "checkpoints/last"
            kept = {name: (last / name).read_bytes() for name in names(last)}
            subprocess.run(["mount", "-o", "remount,size=256m", disk], check=True)
            # What is there must be whole: the program itself says so when it goes on.
            rest = training.finish()
            different = evidence.differing(whole, training.folder, RESULTS)
            good = status in (73, 74) and rest == 0 and not different and (update is None or len(kept) == 2)
            checks.note(good, f"no room for {what}: {evidence.status_name(status)}, last checkpoint {update}; with room: "
                        f"{'the same bytes' if not different else f'other bytes in {different}'}",
                        f"then {evidence.status_name(rest)}; {said}; {training.last_complaint()}")
            print(f"      {said.replace(str(training.folder), 'RUN')}")
        finally:
            subprocess.run(["umount", disk], check=True)


def main():
    moments = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    random = evidence.seeded("crash " + os.environ.get("CRASH_SEED", "1"))
    scratch = evidence.Scratch("crash")
    checks = evidence.Checks()
    evidence.small_corpus(scratch.path / "corpus", 6000)
    whole = Training(scratch.path, "whole", 1)
    start = time.monotonic()
    status = whole.finish()
    duration = time.monotonic() - start
    checks.note(status == 0, f"an undisturbed training takes {duration:.1f} s", whole.last_complaint())
    second = Training(scratch.path, "second", 2)
    status = second.finish()
    checks.note(status == 0 and not evidence.differing(scratch.path / "whole", second.folder, RESULTS),
                "two workers make the bytes of one", second.last_complaint())
    if not checks.failures:
        killed(scratch.path, checks, random, moments)
        print()
        ended(scratch.path, checks, random)
        replaced(scratch.path, checks, random, 2 * moments // 3)
        full_disk(scratch.path, checks)
    scratch.remove(checks)
    checks.end("crash")


main()
