"""What the checks of this folder share: where the program is, runs of it, a small corpus, tables and verdicts.

MT names the program; .build/release/mt unless it is set.
"""
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
MT = os.environ.get("MT", str(ROOT / ".build/release/mt"))
CORPUS = ROOT / "corpora/th-en"


class Run:
    """A finished run of the program: exit status (negative: killed by that signal), streams, seconds, peak memory."""

    def __init__(self, arguments, data=b"", environment=None, limit=600, folder=None):
        start = time.monotonic()
        with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            source.write(data)
            source.seek(0)
            process = subprocess.Popen(
                [MT, *map(str, arguments)], stdin=source, stdout=out, stderr=err, cwd=folder,
                env={**os.environ, **(environment or {})})
            # A run without an end is ended, and fails the check: its status is -SIGALRM.
            self.status, usage = wait(process, limit)
            out.seek(0)
            err.seek(0)
            self.output, self.errors = out.read(), err.read().decode(errors="replace")
        self.seconds = time.monotonic() - start
        self.megabytes = usage.ru_maxrss / 1024


def wait(process, limit):
    """The exit status, negative for a signal, and the resources that the process took."""
    end = time.monotonic() + limit
    expired = False
    while True:
        found, status, usage = os.wait4(process.pid, os.WNOHANG)
        if found:
            break
        if not expired and time.monotonic() > end:
            process.kill()
            expired = True
        time.sleep(0.002)
    process.returncode = os.waitstatus_to_exitcode(status)
    return (-signal.SIGALRM if expired else process.returncode), usage


def lines_of(path):
    """The lines of a file as bytes, without their LF."""
    return pathlib.Path(path).read_bytes().split(b"\n")[:-1]


def small_corpus(folder, pairs, held_out=40):
    """Writes train.th, train.en, dev.th and dev.en: pairs from all over the corpus of this repository."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, count in (("train", pairs), ("dev", held_out)):
        for language in ("th", "en"):
            lines = lines_of(CORPUS / f"{name}.{language}")
            step = max(1, len(lines) // count)
            (folder / f"{name}.{language}").write_bytes(b"".join(line + b"\n" for line in lines[::step][:count]))


def differing(left, right, names):
    """Those of the files that are not, byte for byte, the same in both folders."""
    def content(folder, name):
        path = pathlib.Path(folder) / name
        return path.read_bytes() if path.is_file() else None

    return [name for name in names if content(left, name) is None or content(left, name) != content(right, name)]


def status_name(status):
    return f"killed by {signal.Signals(-status).name}" if status < 0 else f"exit {status}"


class Checks:
    """Prints a line a check, and ends the script with the exit status that they make together."""

    def __init__(self):
        self.count = 0
        self.failures = 0

    def note(self, is_good, text, detail=""):
        self.count += 1
        self.failures += not is_good
        print(f"{'ok  ' if is_good else 'FAIL'}  {text}" + (f"\n      {detail}" if detail and not is_good else ""))
        sys.stdout.flush()
        return is_good

    def end(self, name):
        """The last line, which `run` shows in its table."""
        print(f"{name}: {self.count - self.failures} of {self.count} checks passed")
        sys.exit(1 if self.failures else 0)


class Scratch:
    """A folder that goes when all went well, and stays to be looked at when not."""

    def __init__(self, name):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix=f"mt-{name}-"))

    def remove(self, checks):
        if checks.failures:
            print(f"      what was found wrong is left in {self.path}")
        else:
            shutil.rmtree(self.path)


def seeded(name):
    """A generator of random numbers: the same numbers each time, others for another name."""
    return random.Random(f"mt {name}")


if not os.access(MT, os.X_OK):
    sys.exit(f"evidence: error: {MT} is not there\nhelp: make build, or name the program in MT")
