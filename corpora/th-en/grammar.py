"""What the patterns share: a choice by hash, English agreement, and how a Thai speaker ends a sentence."""

import hashlib
import re


def hashed(text):
    """A number that depends on the text alone: the same on every machine, with no generator to seed."""
    return int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest()[:8], "big")


def choose(options, key):
    return options[hashed(key) % len(options)]


# English grammar


def sentence(text):
    """Capital first letter; a final full stop unless there is an end mark."""
    text = text[0].upper() + text[1:]
    return text if text[-1] in ".?!" else text + "."


def third(person):
    return person in ("he", "she")


def present(verb, person):
    """`play` or `plays`: only the first word of the phrase changes."""
    if not third(person):
        return verb
    head, space, rest = verb.partition(" ")
    if head == "have":
        head = "has"
    elif re.search("(ch|sh|s|x|o)$", head):
        head += "es"
    elif re.search("[^aeiou]y$", head):
        head = head[:-1] + "ies"
    else:
        head += "s"
    return head + space + rest


def do_not(person):
    return "does not" if third(person) else "do not"


def do(person):
    return "does" if third(person) else "do"


def be(person):
    return "am" if person == "I" else "is" if third(person) else "are"


def was(person):
    return "was" if person == "I" or third(person) else "were"


def have(person):
    return "has" if third(person) else "have"


def their(person):
    return {"I": "my", "you": "your", "he": "his", "she": "her", "we": "our", "they": "their"}[person]


def accusative(subject):
    return {"I": "me", "he": "him", "she": "her", "we": "us", "they": "them"}.get(subject, subject)


def article(noun):
    return "an" if noun[0] in "aeiou" else "a"


# Thai: classifiers, who speaks, and how politely


def counted(noun, classifier):
    """`บ้านหลัง`, but ห้อง and งาน count themselves and are said once."""
    return noun if noun == classifier else noun + classifier


def spoken(thai, english):
    """Some statements and questions get a polite particle; a man says ผม for ฉัน. The choice hangs on the sentence alone."""
    pick = hashed("particle" + thai) % 12
    man = pick % 2 == 0
    if man and pick < 6:
        thai = thai.replace("ฉัน", "ผม")
    if pick < 2 and (english.endswith("?") or not english.startswith("you ")):
        woman = "คะ" if english.endswith("?") else "ค่ะ"
        thai += (" " if thai.endswith("ๆ") else "") + ("ครับ" if man else woman)
    return thai, sentence(english)
