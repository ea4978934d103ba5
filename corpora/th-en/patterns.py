"""Patterns of one clause. Each function yields every (Thai, English) pair of its kind; make.py takes a sample of them."""

from grammar import *
from spellout import english_words, thai_words
from words import *


def likes():
    things = [(t, e) for t, e, _ in FOOD + DRINKS] + SUBJECTS + LIKED
    for s, subject, person in TOLD:
        for t, e in things:
            yield spoken(f"{s}ชอบ{t}", f"{subject} {present('like', person)} {e}")
            yield spoken(f"{s}ไม่ชอบ{t}", f"{subject} {do_not(person)} like {e}")
            yield spoken(f"{s}ชอบ{t}มาก", f"{subject} {present('like', person)} {e} very much")
    for s, subject, person in ASKED:
        for t, e in things:
            yield spoken(f"{s}ชอบ{t}ไหม", f"{do(person)} {subject} like {e}?")


def is_kind_of(a, b):
    """Fruit and a fruit are not compared."""
    return {"ผลไม้"} < {a, b} <= FRUITS | {"ผลไม้"}


def prefers():
    groups = [[(t, e) for t, e, _ in FOOD], [(t, e) for t, e, _ in DRINKS], SUBJECTS, LIKED[:3], LIKED[6:9], LIKED[16:19]]
    for s, subject, person in TOLD[:9]:
        for group in groups:
            for a, english_a in group:
                for b, english_b in group:
                    if a != b and not is_kind_of(a, b):
                        more = f"{present('like', person)} {english_a} more than {english_b}"
                        yield spoken(f"{s}ชอบ{a}มากกว่า{b}", f"{subject} {more}")


def studies():
    for s, subject, person in ALL[:-1]:  # not the children
        for t, e in SUBJECTS:
            if (s, subject, person) in ASKED:
                yield spoken(f"{s}เรียน{t}ไหม", f"{do(person)} {subject} study {e}?")
            if person == "you":
                continue
            yield spoken(f"{s}เรียน{t}", f"{subject} {present('study', person)} {e}")
            yield spoken(f"{s}ไม่ได้เรียน{t}", f"{subject} {do_not(person)} study {e}")
            yield spoken(f"{s}อยากเรียน{t}", f"{subject} {present('want', person)} to study {e}")
            yield spoken(f"{s}สนใจ{t}", f"{subject} {be(person)} interested in {e}")
            yield spoken(f"{s}กำลังอ่านหนังสือเกี่ยวกับ{t}", f"{subject} {be(person)} reading a book about {e}")
            yield spoken(f"{s}เรียน{t}ที่มหาวิทยาลัย", f"{subject} {present('study', person)} {e} at university")
    for t, e in SUBJECTS:
        yield spoken(f"{t}น่าสนใจมาก", f"{e} is very interesting")
        yield spoken(f"{t}ไม่ยาก", f"{e} is not hard")
        yield spoken(f"{t}สำคัญมาก", f"{e} is very important")
        yield spoken(f"ครูของเราสอน{t}", f"our teacher teaches {e}")
        for a, english_a in SUBJECTS:
            if a != t:
                yield spoken(f"ฉันเรียน{t}และ{a}", f"I study {e} and {english_a}")


def eating():
    groups = ((FOOD, "กิน", "eat", "ate", "eaten", "eating"), (DRINKS, "ดื่ม", "drink", "drank", "drunk", "drinking"))
    for s, subject, person in ALL:
        for group, thai_verb, base, past, participle, ing in groups:
            for t, e, _ in group:
                v = thai_verb + t
                if (s, subject, person) in ASKED:
                    yield spoken(f"{s}อยาก{v}ไหม", f"{do(person)} {subject} want to {base} {e}?")
                    if t in TRIED:
                        yield spoken(f"{s}เคย{v}ไหม", f"{have(person)} {subject} ever {participle} {e}?")
                if person == "you":
                    continue
                yield spoken(f"{s}อยาก{v}", f"{subject} {present('want', person)} to {base} {e}")
                yield spoken(f"{s}ไม่อยาก{v}", f"{subject} {do_not(person)} want to {base} {e}")
                yield spoken(f"{s}กำลัง{v}", f"{subject} {be(person)} {ing} {e}")
                yield spoken(f"เมื่อวานนี้{s}{v}", f"yesterday {subject} {past} {e}")
                yield spoken(f"{s}{v}ทุกวัน", f"{subject} {present(base, person)} {e} every day")
                yield spoken(f"{s}จะซื้อ{t}ที่ตลาด", f"{subject} will buy {e} at the market")
                if e != "water":
                    yield spoken(f"{s}ไม่{v}", f"{subject} {do_not(person)} {base} {e}")
                if t in TRIED:
                    yield spoken(f"{s}ไม่เคย{v}", f"{subject} {have(person)} never {participle} {e}")


def activities():
    for s, subject, person in ALL:
        for v, base, ing, past, place, *general in activities_of(s):
            often = general[0] if general else base
            yield spoken(choose([f"{s}กำลัง{v}", f"{s}กำลัง{v}อยู่"], s + v), f"{subject} {be(person)} {ing}")
            yield spoken(f"{s}ชอบ{v}", f"{subject} {present('like', person)} to {often}")
            yield spoken(f"{s}ไม่ชอบ{v}", f"{subject} {do_not(person)} like to {often}")
            yield spoken(f"{s}อยาก{v}", f"{subject} {present('want', person)} to {base}")
            yield spoken(f"{s}ไม่อยาก{v}", f"{subject} {do_not(person)} want to {base}")
            if v not in LEISURE:
                yield spoken(f"{s}ต้อง{v}", f"{subject} {present('have', person)} to {base}")
                yield spoken(f"วันนี้{s}ไม่ต้อง{v}", f"today {subject} {do_not(person)} have to {base}")
            if (s, subject, person) in ASKED:
                yield spoken(f"{s}กำลัง{v}อยู่หรือเปล่า", f"{be(person)} {subject} {ing}?")
                yield spoken(f"{s}ชอบ{v}ไหม", f"{do(person)} {subject} like to {often}?")
                for t, e in PAST:
                    yield spoken(f"{t}{s}{v}หรือเปล่า", f"did {subject} {base} {e}?")
                for t, e in FUTURE:
                    yield spoken(f"{t}{s}จะ{v}ไหม", f"will {subject} {base} {e}?")
            if v in SKILLS:
                yield spoken(f"{s}{v}เป็น", f"{subject} {present('know', person)} how to {base}")
                yield spoken(f"{s}{v}ไม่เป็น", f"{subject} {do_not(person)} know how to {base}")
                yield spoken(f"วันนี้{s}{v}ไม่ได้", f"today {subject} cannot {base}")
            if person == "you":
                continue
            for t, e in EVERY:
                yield spoken(f"{s}{v}{t}", f"{subject} {present(base, person)} {e}")
            for t, e in PAST:
                yield spoken(f"{t}{s}{v}", f"{e} {subject} {past}")
                yield spoken(f"{s}ไม่ได้{v}{t}", f"{subject} did not {base} {e}")
            for t, e in FUTURE:
                yield spoken(f"{t}{s}จะ{v}", f"{e} {subject} will {base}")
                yield spoken(f"{t}{s}จะไม่{v}", f"{e} {subject} will not {base}")


def conditions():
    for s, subject, person in TOLD[:5]:
        for v, base, ing, past, place, *general in ACTIVITIES:
            if place == "inside":
                yield spoken(f"ถ้าฝนตก {s}จะ{v}", f"if it rains, {subject} will {base}")
                yield spoken(f"ถ้าอากาศไม่ดี {s}จะ{v}ที่บ้าน", f"if the weather is bad, {subject} will {base} at home")
            else:
                yield spoken(f"ถ้าอากาศดี {s}จะ{v}", f"if the weather is good, {subject} will {base}")
                yield spoken(f"{s}ไม่{v}เพราะฝนตก", f"{subject} {be(person)} not {ing} because it is raining")
                yield spoken(f"{s}ไม่{v}เพราะอากาศร้อน", f"{subject} {be(person)} not {ing} because it is hot")
            if v in ("ขับรถ", "ทำงาน"):
                continue
            yield spoken(f"ถ้ามีเวลา {s}จะ{v}", f"if {subject} {have(person)} time, {subject} will {base}")
            if v != "พักผ่อน":
                yield spoken(f"ถ้าไม่เหนื่อย {s}จะ{v}", f"if {subject} {be(person)} not tired, {subject} will {base}")
            for t, e in FUTURE[:1] + FUTURE[3:]:
                yield spoken(f"{t}ถ้าว่าง {s}จะ{v}", f"if {subject} {be(person)} free {e}, {subject} will {base}")


def quantities():
    """`หมาสองตัว`, `two dogs`: no sentence, so no full stop."""
    for noun, classifier, one, many, kind in THINGS:
        for n in [*range(1, 21), 25, 30, 40, 50, 100]:
            if kind == "relation" and noun != "เพื่อน" and n > 6:
                continue
            yield f"{noun}{thai_words(n)}{classifier}", f"{english_words(n)} {one if n == 1 else many}"
            yield f"{noun} {n} {classifier}", f"{n} {one if n == 1 else many}"


def having():
    for noun, classifier, one, many, kind in THINGS:
        for n in range(1, 11):
            count = thai_words(n)
            things = f"{english_words(n)} {one if n == 1 else many}"
            there = "is" if n == 1 else "are"
            item = f"{noun}{count}{classifier}"
            if kind in ("animal", "relation", "small", "large") and n <= (2 if noun in COSTLY else 6):
                for s, subject, person in TOLD[:7]:
                    yield spoken(f"{s}มี{item}", f"{subject} {have(person)} {things}")
            if kind in ("small", "large") and n <= (1 if noun in COSTLY else 5):
                for s, subject, person in TOLD[:9]:
                    yield spoken(f"{s}ซื้อ{item}เมื่อวานนี้", f"{subject} bought {things} yesterday")
                    yield spoken(f"{s}อยากซื้อ{item}", f"{subject} {present('want', person)} to buy {things}")
            if kind in ("animal", "wild animal", "person"):
                for s, subject, person in TOLD[:5]:
                    yield spoken(f"{s}เห็น{item}", f"{subject} saw {things}")
            if kind == "animal" and noun != "ปลา":
                yield spoken(f"มี{item}อยู่ในสวน", f"there {there} {things} in the garden")
                yield spoken(f"มี{item}อยู่หน้าบ้าน", f"there {there} {things} in front of the house")
            if kind == "person":
                yield spoken(f"มี{item}อยู่ในห้อง", f"there {there} {things} in the room")
                yield spoken(f"มี{item}อยู่หน้าโรงเรียน", f"there {there} {things} in front of the school")
            if kind == "small":
                yield spoken(f"มี{item}อยู่บนโต๊ะ", f"there {there} {things} on the table")
            if kind == "order" and n <= 6:
                particle = choose(["ครับ", "ค่ะ"], item)
                yield f"ขอ{item}{particle}", sentence(f"{things}, please")
                for s, subject, person in TOLD[:5]:
                    yield spoken(f"{s}สั่ง{item}", f"{subject} ordered {things}")
            if kind in ("animal", "relation", "small") and n == 1 and "pair" not in one:
                for s, subject, person in ASKED:
                    yield spoken(f"{s}มี{noun}กี่{classifier}", f"how many {many} {do(person)} {subject} have?")


def whereabouts():
    for noun, one in SMALL_THINGS:
        for owner, owner_english in OWNERS:
            yield spoken(f"{noun}{owner}อยู่ที่ไหน", f"where is {owner_english} {one}?")
            yield spoken(f"{noun}{owner}หาย", f"{owner_english} {one} is missing")
            for spot, spot_english in SPOTS:
                yield spoken(f"{noun}{owner}อยู่{spot}", f"{owner_english} {one} is {spot_english}")
    for a, english_a in PLACES:
        yield spoken(f"{a}อยู่ที่ไหน", f"where is the {english_a}?")
        if a in OPENING:
            yield spoken(f"{a}เปิดกี่โมง", f"what time does the {english_a} open?")
        yield spoken(f"ไป{a}อย่างไร", f"how do I get to the {english_a}?")
        there = "school" if english_a == "school" else f"the {english_a}"
        for s, subject, person in TOLD:
            if "เด็ก" in s and a not in PLACES_OF_CHILDREN:
                continue
            yield spoken(f"{s}อยู่ที่{a}", f"{subject} {be(person)} at {there}")
            yield spoken(f"{s}จะไป{a}พรุ่งนี้", f"{subject} will go to {there} tomorrow")
            yield spoken(f"{s}ไป{a}เมื่อวานนี้", f"{subject} went to {there} yesterday")
            yield spoken(f"{s}อยากไป{a}", f"{subject} {present('want', person)} to go to {there}")
            yield spoken(f"{s}กำลังไป{a}", f"{subject} {be(person)} on the way to {there}")
        for b, english_b in PLACES:
            if a != b:
                for t, e in BESIDE:
                    yield spoken(f"{a}อยู่{t}{b}", f"the {english_a} is {e} the {english_b}")
                yield spoken(f"{a}อยู่ใกล้{b}ไหม", f"is the {english_a} near the {english_b}?")


def descriptions():
    for noun, classifier, one, adjectives in DESCRIBED:
        for a in adjectives.split():
            e = ADJECTIVES[a][0]
            for that, english_that in (("นี้", "this"), ("นั้น", "that")):
                item = f"{counted(noun, classifier)}{that}"
                yield spoken(f"{item}{a}", f"{english_that} {one} is {e}")
                yield spoken(f"{item}{a}มาก", f"{english_that} {one} is very {e}")
                yield spoken(f"{item}ไม่{a}", f"{english_that} {one} is not {e}")
                yield spoken(f"{item}{a}ไหม", f"is {english_that} {one} {e}?")
                if a in ("ใหญ่", "เล็ก", "แพง", "หนัก", "ช้า", "ยาก", "ร้อน", "เก่า", "เปรี้ยว"):
                    yield spoken(f"{item}{a}เกินไป", f"{english_that} {one} is too {e}")
    for noun, classifier, one in [d[:3] for d in DESCRIBED if d[0] in ("รถ", "กระเป๋า", "เสื้อ", "โทรศัพท์", "จักรยาน", "ดอกไม้")]:
        for c, e in COLORS:
            yield spoken(f"{noun}{classifier}นี้{c}", f"this {one} is {e}")
            yield spoken(f"ฉันชอบ{noun}{classifier}{c}", f"I like the {e} {one}")
            for owner, owner_english in OWNERS:
                yield spoken(f"{noun}{owner}{c}", f"{owner_english} {one} is {e}")


def comparisons():
    for noun, classifier, one, adjectives in DESCRIBED:
        for a in adjectives.split():
            more = ADJECTIVES[a][1]
            yield spoken(f"{counted(noun, classifier)}นี้{a}กว่า{classifier}นั้น", f"this {one} is {more} than that one")
            yield spoken(f"{counted(noun, classifier)}นี้{a}กว่า{classifier}นั้นไหม", f"is this {one} {more} than that one?")
            if noun in ("บ้าน", "ห้อง", "รถ", "จักรยาน", "กระเป๋า", "โทรศัพท์", "คอมพิวเตอร์", "เสื้อ", "หมา", "แมว", "งาน"):
                for x, english_x in OWNERS:
                    for y, english_y in OWNERS:
                        if x != y:
                            yield spoken(f"{noun}{x}{a}กว่า{noun}{y}", f"{english_x} {one} is {more} than {english_y} {one}")
    for a in ("สูง", "ขยัน", "ใจดี", "ฉลาด", "รวย", "แข็งแรง"):
        for s, subject, person in PRONOUNS[2:4] + PEOPLE[:10]:
            for t, english_t, _ in PEOPLE[:10]:
                if s != t:
                    yield spoken(f"{s}{a}กว่า{t}", f"{subject} is {ADJECTIVES[a][1]} than {english_t}")
    for a in ("ยาก", "ง่าย", "น่าสนใจ", "น่าเบื่อ", "สนุก", "สำคัญ"):
        for x, english_x in SUBJECTS:
            for y, english_y in SUBJECTS:
                if x != y:
                    yield spoken(f"{x}{a}กว่า{y}", f"{english_x} is {ADJECTIVES[a][1]} than {english_y}")
    for a in ("แพง", "ถูก", "อร่อย"):
        for group in (FOOD, DRINKS):
            for x, english_x, plural in group:
                for y, english_y, _ in group:
                    if x != y and not is_kind_of(x, y) and (a != "อร่อย" or "น้ำเปล่า" not in (x, y)):
                        verb = "are" if plural else "is"
                        yield spoken(f"{x}{a}กว่า{y}", f"{english_x} {verb} {ADJECTIVES[a][1]} than {english_y}")


def passives():
    for noun, one, done in DONE:
        for owner, owner_english in OWNERS:
            for v, participle in done:
                item, its = f"{noun}{owner}", f"{owner_english} {one}"
                if noun == "ประตู":
                    item, its = "ประตูบ้าน" + owner, f"the door of {owner_english} house"
                gone = "ไปแล้ว" if v in ("ขโมย", "ขาย", "ส่ง") else "แล้ว"
                yield spoken(f"{item}ถูก{v}{gone}", f"{its} has been {participle}")
                yield spoken(f"{item}ถูก{v}เมื่อวานนี้", f"{its} was {participle} yesterday")
                if noun in ("รถ", "จักรยาน", "บ้าน", "หนังสือ"):
                    yield spoken(f"{item}ถูก{v}เมื่อปีที่แล้ว", f"{its} was {participle} last year")
                if v not in ("ขโมย", "ทำลาย", "ยกเลิก"):
                    yield spoken(f"{item}ยังไม่ถูก{v}", f"{its} has not been {participle} yet")
    for s, subject, person in TOLD:
        for v, participle in HURT_BY:
            if "ดุ" in v and s in ("พ่อของฉัน", "แม่ของฉัน", "ครูของเรา", "เพื่อนของฉัน"):
                continue
            participle = participle.format(their=their(person))
            yield spoken(f"{s}ถูก{v}", f"{subject} {was(person)} {participle}")
            yield spoken(f"{s}ถูก{v}เมื่อวานนี้", f"{subject} {was(person)} {participle} yesterday")
        for t, e in RECEIVED:
            for giver, english_giver in (("เพื่อน", "a friend"), ("แม่", None), ("ครู", "the teacher"), ("บริษัท", "the company")):
                # A friend's mother: his, or hers? Thai does not say.
                if giver in s or (giver == "แม่" and s in ("เพื่อนของฉัน", "ครูของเรา")):
                    continue
                source = english_giver or f"{their(person)} mother"
                yield spoken(f"{s}ได้รับ{t}จาก{giver}", f"{subject} received {e} from {source}")
