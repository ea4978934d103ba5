#!/usr/bin/env python3
"""Writes evaluation.json beside it: what sacreBLEU 2.6.0 (pip install sacrebleu==2.6.0) makes of the texts below, and of
lines of corpora/th-en with noise in them.

The texts were written for this project. Run it again only if the texts or the options change; the Swift tests compare every
number to 1e-9. With arguments OUTPUT REFERENCES... it does the same for noised copies of other files; the tests read that
with MT_EVALUATION_GOLDENS=OUTPUT.
"""

import itertools
import json
import pathlib
import random
import sys

import sacrebleu
from sacrebleu.metrics import BLEU, CHRF, TER
from sacrebleu.metrics.bleu import _get_tokenizer
from sacrebleu.significance import PairedTest
from sacrebleu.tokenizers.tokenizer_ter import TercomTokenizer

# (hypothesis, reference, further reference)
ENGLISH = [
    ("The harbour was quiet before the first ferry came in.", "The harbour was quiet before the first ferry arrived.", "The port was still before the first ferry came in."),
    ("She paid 1,250.50 euros for it, didn't she?", "She paid 1,250.50 euro for it, did she not?", "It cost her 1250.50 euros, didn't it?"),
    ("Tom & Jerry", "Tom &amp; Jerry", "Tom and Jerry"),
    ("He said: \"No way!\" and left...", "He said, &quot;No way!&quot;, and left.", "\"No way!\" he said, leaving.."),
    ("", "Nothing was translated here.", "There is nothing here."),
    ("Something was made up.", "", "Something was invented."),
    ("", "", ""),
    ("ok", "ok", "OK"),
    ("ok then", "OK then", "okay then"),
    ("a a a a a a a", "the the a the a", "a a a"),
    ("The state-of-the-art 5-3-2 line-up won 2-1, on 2024-05-06.", "The state-of-the-art 5-3-2 lineup won 2 - 1 on 2024-05-06 .", "With a modern 5-3-2 they won 2-1."),
    ("Prices rose by 3.5%, i.e. by $12.00 (about €11).", "Prices rose 3.5 %, i.e. $12.00 (c. €11).", "The price went up 3.5%, that is 12 dollars."),
    ("   leading and   trailing   ", "leading and trailing", "leading, trailing"),
    ("THE CAT SAT ON THE MAT.", "the cat sat on the mat.", "The Cat sat on the mat"),
    ("it 's , as they say , tokenized already .", "It's, as they say, tokenized already.", "It is tokenized already, as they say."),
    ("See https://example.org/a_b?c=1&d=2#top or mail me@example.org", "See https://example.org/a_b?c=1&amp;d=2#top, or mail me@example.org.", "Look at https://example.org/."),
]
GERMAN = [
    ("Der Zug nach München fährt um 7.45 Uhr von Gleis 12 ab.", "Der Zug nach München fährt um 7:45 Uhr auf Gleis 12 ab."),
    ("Die Straße ist gesperrt, weil gebaut wird.", "Weil gebaut wird, ist die Straße gesperrt."),
    ("Ich hätte gern zwei Brötchen, bitte!", "Ich hätte gerne zwei Brötchen, bitte."),
    ("ÜBER ÄPFEL UND ÖL", "Über Äpfel und Öl"),
    ("Donaudampfschifffahrtsgesellschaft", "Die Donaudampfschifffahrtsgesellschaft"),
    ("Sie sagte: „Das kostet 1.000.000,50 €“ – und lachte.", "Sie sagte: „Es kostet 1.000.000,50 €“ und lachte."),
    ("Am 3. Oktober ist Feiertag.", "Der 3. Oktober ist ein Feiertag."),
    ("Ja.", "Nein."),
]
THAI = [
    ("แมวนอนอยู่บนโต๊ะในครัว", "แมวนอนบนโต๊ะในห้องครัว"),
    ("วันนี้อากาศดีมาก ไปเดินเล่นกันไหม", "วันนี้อากาศดีมาก เราไปเดินเล่นกันเถอะ"),
    ("ราคา 1,500 บาท ครับ", "ราคา ๑,๕๐๐ บาทครับ"),
    ("น้ำทำให้ต้นไม้โต", "น้ําทําให้ต้นไม้โต"),
    ("เขาไปโรงเรียนทุกๆ วัน", "เขาไปโรงเรียนทุก ๆ วัน"),
    ("รถไฟเที่ยว 9.30 น. ออกแล้ว", "รถไฟเที่ยว 9.30 น. ออกไปแล้ว"),
    ("ไม่เป็นไร", "ไม่เป็นไร"),
    ("(โปรดดูหน้า 12-15)", "โปรดดูหน้า 12–15"),
]
MIXED = [
    ("我们明天去北京。", "我们明天要去北京。"),
    ("東京タワーは333メートルです", "東京タワーの高さは333メートルです。"),
    ("Party 🎉🎉 with 👨‍👩‍👧 and 🇹🇭!", "Party 🎉 with 👨‍👩‍👧 and 🇹🇭 !"),
    ("ΟΔΥΣΣΕΥΣ ΚΑΙ Σ", "Οδυσσευς και σ"),
    ("ΑΣ' ΤΟ ΣΑΣ. Σ'ΑΣ", "ας' το σας. σ'ας"),
    ("İSTANBUL Iğdır ǅ ẞ Ω K", "istanbul ığdır ǆ ß ω k"),
    ("no\u00a0break\u2003em\u3000wide\u1680ogham\u0085next\u001cfile", "no break em wide ogham next file"),
    ("zero\u200bwidth\u2060joiner\ufeffmark", "zerowidthjoinermark"),
    ("cafe\u0301 re\u0301sume\u0301", "caf\u00e9 r\u00e9sum\u00e9"),
    ("one\ttab\vand\ffeeds", "one tab and feeds"),
    ("hyphen-\nated line\nbreak-\n", "hyphenated line break-"),
    ("a <skipped>b &amp;lt;tag&amp;gt; &amp;quot; &AMP;", "a b <tag> &quot; &"),
    ("1..2 ,,3 4,. 5...6 7.,.8- --9-9 .5 x.5 y..5 z...5", "1. .2 , ,3 4, . 5 ...6 7. ,.8 - --9 -9 .5 x.5 y. .5"),
    ("(hi) !? \"quoted\" 'single' -dash- #", "( hi ) ! ? \" quoted \" ' single ' - dash - #"),
    (".", "."),
]
MISSING = [
    ("the dog bit the man", None, "the dog had bitten the man"),
    ("it was not surprising at all to us", "it was not unexpected", None),
    ("the man bit him first", "the man bit him first", "the man had bitten the dog"),
    ("", "nothing", None),
]
CORPORA = [
    {"name": "english", "rows": ENGLISH, "references": 1},
    {"name": "english, two references", "rows": ENGLISH, "references": 2},
    {"name": "german", "rows": GERMAN, "references": 1},
    {"name": "thai", "rows": THAI, "references": 1},
    {"name": "mixed", "rows": MIXED, "references": 1},
    {"name": "missing references", "rows": MISSING, "references": 2},
    {"name": "no match", "rows": [("alpha beta", "gamma delta epsilon")], "references": 1},
    {"name": "empty", "rows": [("", "")], "references": 1},
    {"name": "an empty system", "rows": [("", "one reference"), ("", "and another , of course")], "references": 1},
    {"name": "too short for order 4", "rows": [("one two three", "one two three")], "references": 1},
    {"name": "one word", "rows": [("word", "word"), ("word", "other")], "references": 1},
    {"name": "punctuation only", "rows": [("...", "..."), ("?!", "!?"), ("\u3002\uff0c", "\u3002"), ("-- ,", "\u2014")],
     "references": 1},
]

SMOOTHINGS = [("exp", None), ("floor", None), ("floor", 0.02), ("add-k", None), ("add-k", 2.5), ("none", None)]
TOKENIZERS = ("13a", "intl", "char", "zh", "none")


def bleu_options(thorough=True):
    for (method, value), tok, low, eff in itertools.product(SMOOTHINGS, TOKENIZERS, (False, True), (False, True)):
        # lowercase and effective order are independent of the rest: not the whole product
        if (low or eff) and method in ("floor", "none"):
            continue
        if not thorough and (value or low != eff or (method != "exp" and tok not in ("13a", "char"))):
            continue
        yield {"smooth_method": method, "smooth_value": value, "tokenize": tok, "lowercase": low,
               "effective_order": eff}


def chrf_options(thorough=True):
    for (char, beta), word, low, eps, space in itertools.product(
            ((6, 2), (4, 3)), (0, 2), (False, True), (False, True), (False, True)):
        if not thorough and (low or eps or space) and char == 4 or space and low:
            continue
        yield {"char_order": char, "word_order": word, "beta": beta, "lowercase": low, "whitespace": space,
               "eps_smoothing": eps}
    yield {"char_order": 0, "word_order": 2, "beta": 1, "lowercase": False, "eps_smoothing": False}


def ter_options():
    for norm, punct, asian, case in itertools.product((False, True), repeat=4):
        yield {"normalized": norm, "no_punct": punct, "asian_support": asian, "case_sensitive": case}


def signature(metric, short=False):
    result = metric.get_signature()
    result.update("version", "VERSION")
    return result.format(short)


def record(metric, options, hypotheses, references, segments):
    score = metric.corpus_score(hypotheses, references)
    golden = {
        "options": {key: value for key, value in options.items() if value is not None and value is not False},
        "score": score.score,
        "line": score.format(width=1, signature=signature(metric)),
        "shortSignature": signature(metric, short=True),
    }
    if isinstance(metric, BLEU):
        golden |= {"precisions": score.precisions, "brevityPenalty": score.bp,
                   "lengths": [score.sys_len, score.ref_len]}
    if segments:
        golden["segments"] = [metric.sentence_score(h, [r for r in rs if r is not None]).score
                              for h, *rs in zip(hypotheses, *references)]
    return golden


def corpus(name, hypotheses, references, thorough=True):
    segments = thorough or len(hypotheses) < 100
    return {
        "name": name,
        "hypotheses": hypotheses,
        "references": references,
        "bleu": [record(BLEU(force=True, **o), o, hypotheses, references,
                        segments and o["effective_order"] and not o["lowercase"]) for o in bleu_options(thorough)],
        "chrf": [record(CHRF(**o), o, hypotheses, references, segments and o["lowercase"] and o["word_order"] == 2)
                 for o in chrf_options(thorough)],
        "ter": [record(TER(**o), o, hypotheses, references, segments) for o in ter_options()],
    }


def noised(lines, seed, rate):
    """The lines with words, or parts of Thai runs, dropped, doubled, swapped, moved in blocks and cut; some are empty."""
    generator = random.Random(seed)
    result = []
    for line in lines:
        thai = any("\u0e00" <= character <= "\u0e7f" for character in line)
        words = [line[i:i + 3] for i in range(0, len(line), 3)] if thai else line.split(" ")
        noisy = []
        for word in words:
            draw = generator.random() / rate
            if draw < 0.3:
                continue
            noisy.append(word.swapcase() if 0.3 <= draw < 0.4 else word + "." if 0.4 <= draw < 0.5 else word)
            if 0.5 <= draw < 0.7:
                noisy.append(generator.choice(words))
            elif 0.7 <= draw < 1 and len(noisy) > 1:
                noisy[-1], noisy[-2] = noisy[-2], noisy[-1]
        if len(noisy) > 4 and generator.random() < 2 * rate:
            start = generator.randrange(len(noisy) - 2)
            block = [noisy.pop(start) for _ in range(2)]
            target = generator.randrange(len(noisy) + 1)
            noisy[target:target] = block
        result.append("" if generator.random() < rate / 20 else ("" if thai else " ").join(noisy).rstrip())
    return result


def ten_references(lines):
    copies = [noised(lines, seed, 0.1 * seed) for seed in range(1, 11)]
    generator = random.Random(4)
    for copy in copies[1:]:
        for segment in range(len(lines)):
            if generator.random() < 0.2:
                copy[segment] = None
    return copies


def number(value):
    return None if value is None else float(value)


def significance(name, references, systems, trials):
    metrics = {
        "BLEU": BLEU(references=references, tokenize="char" if name.endswith("th") else "13a"),
        "CHRF": CHRF(references=references, word_order=2),
        "TER": TER(references=references),
    }
    golden = {"name": name, "references": references, "systems": systems, "trials": trials, "confidence": [], "paired": {}}
    for metric in metrics.values():
        score = metric.corpus_score(systems[0], None, n_bootstrap=trials)
        golden["confidence"].append({"line": score.format(width=4, signature=signature(metric)),
                                     "shortSignature": signature(metric, True),
                                     "mean": number(score._mean), "ci": number(score._ci)})
    for kind in ("bs", "ar"):
        signatures, scores = PairedTest([(str(i), s) for i, s in enumerate(systems)], metrics, None, kind, trials)()
        golden["paired"][kind] = []
        for metric, name in zip(metrics.values(), list(scores)[1:]):
            signatures[name].update("version", "VERSION")
            golden["paired"][kind].append({
                "signature": signatures[name].format(),
                "results": [{"score": number(r.score), "p": r.p_value, "mean": number(r.mean), "ci": number(r.ci)}
                            for r in scores[name]]})
        for metric in metrics.values():
            metric.n_bootstrap = metric.seed = None
    return golden


def tokenizations(count, seed=13):
    generator = random.Random(seed)
    parts = [*"aB0059..,,,--- \n&;!'/~^$+", "\u0e01", "é", "\u2003", "\U0001f642", "&amp;", "&quot;", "&lt;", "&gt;",
             "amp;", "<skipped>", "'s", "'s ", "\u2019", "\u201c", "€", "½", "٣", "…", "\u4e2d", "\u3002", "\uff0c", "ア",
             "\uff11", "\U00020000", "\u20ac", "\u2a6d", "\u3400", "\u321f", "\u30fb"]
    lines = ["".join(generator.choices(parts, k=generator.randint(0, 16))) for _ in range(count)]
    tokenize = {name: _get_tokenizer(name)() for name in TOKENIZERS}
    for norm, punct, asian in ((True, False, False), (True, False, True), (False, True, True), (True, True, True)):
        tokenize["tercom" + "N" * norm + "P" * punct + "A" * asian] = TercomTokenizer(
            normalized=norm, no_punct=punct, asian_support=asian, case_sensitive=True)
    return [{"text": line, "words": {name: tokenize[name](line.rstrip()).split() for name in tokenize}} for line in lines]


def lines_of(path, count=None):
    return [line.rstrip() for line in open(path, newline="\n").read().split("\n")[:-1]][:count]


def main():
    goldens = {"sacrebleu": sacrebleu.__version__, "corpora": []}
    if len(sys.argv) > 1:
        output = pathlib.Path(sys.argv[1])
        goldens |= {"tokenizations": tokenizations(20000, seed=14), "significance": []}
        for path in sys.argv[2:]:
            lines = lines_of(path)
            systems = [noised(lines, seed, rate) for seed, rate in ((1, 0.2), (2, 0.22), (3, 0.5))]
            goldens["corpora"].append(corpus(path, systems[2], [lines], thorough=False))
            goldens["corpora"].append(corpus(path + ", ten references", systems[0][:200], ten_references(lines[:200]), False))
            goldens["significance"].append(significance(path, [lines], systems, 1000))
    else:
        output = pathlib.Path(__file__).with_suffix(".json")
        goldens |= {"tokenizations": tokenizations(200), "significance": []}
        for item in CORPORA:
            hypotheses, *references = ([row[i] for row in item["rows"]] for i in range(1 + item["references"]))
            goldens["corpora"].append(corpus(item["name"], hypotheses, references))
        german = [row[1] for row in GERMAN]
        goldens["corpora"].append(corpus("german, noised", noised(german * 4, 5, 0.3), [german * 4], False))
        for language in ("en", "th"):
            lines = lines_of(pathlib.Path(__file__).parents[2] / "corpora/th-en" / ("test-sentences." + language))
            goldens["corpora"].append(corpus(language + ", noised", noised(lines, 6, 0.4), [lines], False))
            goldens["corpora"].append(
                corpus(language + ", ten references", noised(lines[:20], 7, 0.2), ten_references(lines[:20]), False))
            systems = [noised(lines, seed, rate) for seed, rate in ((1, 0.2), (2, 0.25), (3, 0.5))]
            goldens["significance"].append(significance(language, [lines], systems, 1000))
    # One result a line, so that a change can be read.
    text = json.dumps(goldens, ensure_ascii=True, separators=(",", ":"))
    for start in ('{"options"', '{"name"', '{"text"', '"hypotheses"', '"tokenizations"', '"significance"', '"systems"',
                  '{"signature"', '"paired"'):
        text = text.replace(start, "\n" + start)
    output.write_text(text + "\n")


main()
