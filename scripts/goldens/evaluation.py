#!/usr/bin/env python3
"""Writes evaluation.json beside it: what sacreBLEU 2.6.0 (pip install sacrebleu==2.6.0) makes of the texts below.

The texts were written for these tests. Run it again only if the texts or the options change; the Swift tests compare every
number to 1e-9. With arguments HYPOTHESES REFERENCES OUTPUT it does the same for two files of lines.
"""

import itertools
import json
import pathlib
import random
import sys

import sacrebleu
from sacrebleu.metrics import BLEU, CHRF
from sacrebleu.metrics.bleu import _get_tokenizer

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
CORPORA = [
    {"name": "english", "rows": ENGLISH, "references": 1},
    {"name": "english, two references", "rows": ENGLISH, "references": 2},
    {"name": "german", "rows": GERMAN, "references": 1},
    {"name": "thai", "rows": THAI, "references": 1},
    {"name": "mixed", "rows": MIXED, "references": 1},
    {"name": "no match", "rows": [("alpha beta", "gamma delta epsilon")], "references": 1},
    {"name": "empty", "rows": [("", "")], "references": 1},
    {"name": "too short for order 4", "rows": [("one two three", "one two three")], "references": 1},
]

SMOOTHINGS = [("exp", None), ("floor", None), ("floor", 0.02), ("add-k", None), ("add-k", 2.5), ("none", None)]


def bleu_options():
    for (method, value), tok, low, eff in itertools.product(
            SMOOTHINGS, ("13a", "char", "none"), (False, True), (False, True)):
        # lowercase and effective order are independent of the rest: not the whole product
        if (low or eff) and method in ("floor", "none"):
            continue
        yield {"smooth_method": method, "smooth_value": value, "tokenize": tok, "lowercase": low,
               "effective_order": eff}


def chrf_options():
    for (char, beta), word, low, eps in itertools.product(((6, 2), (4, 3)), (0, 2), (False, True), (False, True)):
        yield {"char_order": char, "word_order": word, "beta": beta, "lowercase": low, "eps_smoothing": eps}
    yield {"char_order": 0, "word_order": 2, "beta": 1, "lowercase": False, "eps_smoothing": False}


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
    }
    if options == next(bleu_options()) or options == next(chrf_options()):
        golden["shortSignature"] = signature(metric, short=True)
    if isinstance(metric, BLEU):
        golden |= {"precisions": score.precisions, "brevityPenalty": score.bp,
                   "lengths": [score.sys_len, score.ref_len]}
    if segments:
        golden["segments"] = [metric.sentence_score(h, list(r)).score for h, *r in zip(hypotheses, *references)]
    return golden


def corpus(name, hypotheses, references):
    return {
        "name": name,
        "hypotheses": hypotheses,
        "references": references,
        "bleu": [record(BLEU(force=True, **o), o, hypotheses, references, o["effective_order"] and not o["lowercase"])
                 for o in bleu_options()],
        "chrf": [record(CHRF(**o), o, hypotheses, references, o["lowercase"] and o["word_order"] == 2) for o in chrf_options()],
    }


def tokenizations(count, seed=13):
    generator = random.Random(seed)
    parts = [*"aB0059..,,,--- \n&;!'/~^", "ก", "é", "\u2003", "🙂", "&amp;", "&quot;", "&lt;", "&gt;", "amp;", "<skipped>"]
    lines = ["".join(generator.choices(parts, k=generator.randint(0, 16))) for _ in range(count)]
    tokenize = {name: _get_tokenizer(name)() for name in ("13a", "char", "none")}
    return [{"text": line, **{name: tokenize[name](line).split() for name in tokenize}} for line in lines]


def main():
    if len(sys.argv) == 4:
        hypotheses, references = (open(path, newline="\n").read().split("\n")[:-1] for path in sys.argv[1:3])
        goldens = {"sacrebleu": sacrebleu.__version__, "corpora": [corpus("files", hypotheses, [references])],
                   "tokenizations": tokenizations(20000, seed=14)}
        output = pathlib.Path(sys.argv[3])
    else:
        goldens = {"sacrebleu": sacrebleu.__version__, "corpora": [], "tokenizations": tokenizations(150)}
        for item in CORPORA:
            hypotheses, *references = ([row[i] for row in item["rows"]] for i in range(1 + item["references"]))
            goldens["corpora"].append(corpus(item["name"], hypotheses, references))
        output = pathlib.Path(__file__).with_suffix(".json")
    # One result a line, so that a change can be read.
    text = json.dumps(goldens, ensure_ascii=True, separators=(",", ":"))
    for start in ('{"options"', '{"name"', '{"text"', '"hypotheses"', '"tokenizations"'):
        text = text.replace(start, "\n" + start)
    output.write_text(text + "\n")


main()
