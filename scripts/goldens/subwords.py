#!/usr/bin/env python3
"""Records what the sentencepiece package makes of lines, with models that are not ours.

Writes beside this script: foreign-unigram.model, foreign-bpe.model (trained on corpora/th-en) and subwords.json.
Needs: pip install sentencepiece==0.2.3
"""

import io
import json
import pathlib
import tempfile

import sentencepiece

HERE = pathlib.Path(__file__).parent
CORPUS = HERE.parent.parent / "corpora" / "th-en"

# Normalization of the makers' own: letters lower, two ligatures and a fullwidth letter plain, a sign to several letters.
RULES = {chr(code): chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
RULES |= {"ﬁ": "fi", "ﬂ": "fl", "Ａ": "a", "№": "number", "é": "e", "ÿ": ""}

MODELS = {
    # The package's usual ids (unknown 0, begin 1, end 2, no padding), a space in front, no bytes.
    "foreign-unigram": {
        "model_type": "unigram", "vocab_size": 300, "character_coverage": 0.995, "hard_vocab_limit": False,
    },
    # Ids in another order, bytes, spaces as they are, symbols.
    "foreign-bpe": {
        "model_type": "bpe", "vocab_size": 600, "byte_fallback": True, "unk_id": 2, "bos_id": 1, "eos_id": 0, "pad_id": 5,
        "user_defined_symbols": ["<name>", "▁of▁"], "remove_extra_whitespaces": False, "add_dummy_prefix": False,
    },
}

LINES = [
    "", "Hello, World!", "  two  spaces  ", "THE TEACHER reads a book.", "ﬁve №5 Ａ naïve café", "ÿ", "สวัสดีครับ คุณครู",
    "ฉันไปตลาด กับ <name> at 10:30", "<name>of<name> of <name>", "👩‍👩‍👧 and 中文", "e\u0301 é", "\u2581mark▁mark", "a\u200bb",
    "<s> </s> <unk> <pad> <0x41>", "x" * 60, "tab\tinside", "№№№№№№№№",
]


def rule_file(folder):
    spell = lambda text: " ".join(f"{ord(character):X}" for character in text)
    path = pathlib.Path(folder) / "rules.tsv"
    path.write_text("".join(f"{spell(key)}\t{spell(value)}\n" for key, value in sorted(RULES.items())))
    return str(path)


def train(options):
    text = [line for side in ("train.en", "train.th") for line in (CORPUS / side).read_text().splitlines()[:2000]]
    model = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(text), model_writer=model, normalization_rule_tsv=rule_file(folder), num_threads=1,
            minloglevel=2, **options)
    return model.getvalue()


def main():
    goldens = []
    for name, options in MODELS.items():
        (HERE / f"{name}.model").write_bytes(train(options))
        processor = sentencepiece.SentencePieceProcessor(model_file=str(HERE / f"{name}.model"))
        lines = []
        for line in LINES:
            # mt takes lines without spaces at their ends.
            ids = processor.encode(line.strip(" \t"))
            lines.append({
                "text": line, "pieces": [processor.id_to_piece(id) for id in ids], "decoded": processor.decode(ids),
            })
        goldens.append({"model": name, "size": processor.get_piece_size(), "lines": lines})
    text = json.dumps(goldens, ensure_ascii=False, indent=1)
    (HERE / "subwords.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
