"""What a model's vocabularies make of text, by the commands of mt itself: both programs then see the same ids."""

import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
MT = str(ROOT / ".build/release/mt")


def run(command: list[str], text: str) -> str:
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


def vocabulary_file(model: str, side: str) -> str:
    """Of a model's folder or one of its checkpoints."""
    names = (f"{side}.model", "shared.model", f"{side}.vocabulary.txt", "vocabulary.txt")
    folders = (pathlib.Path(model), pathlib.Path(model).parent.parent)
    for path in (folder / name for folder in folders for name in names):
        if path.exists():
            return str(path)
    raise SystemExit(f"{model}: there is no vocabulary of the {side}")


def encode(mt: str, model: str, configuration: dict, side: str, text: str) -> list[list[int]]:
    """A row of ids for each line."""
    command = [mt, "vocabulary", "encode", "--ids", "--vocabulary", vocabulary_file(model, side),
               "--language", configuration["languages"][side],
               "--normalization", ",".join(configuration["text"]["normalization"])]
    return [[int(number) for number in line.split()] for line in run(command, text).split("\n")[:-1]]


def decode(mt: str, model: str, side: str, rows: list[list[int]]) -> list[str]:
    """A line of text for each row of ids."""
    command = [mt, "vocabulary", "decode", "--ids", "--vocabulary", vocabulary_file(model, side)]
    return run(command, "".join(" ".join(map(str, row)) + "\n" for row in rows)).split("\n")[:-1]
