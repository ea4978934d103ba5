"""Patterns of more than one clause: requests, reported speech, relative clauses, reasons, order in time, purpose, advice."""

from grammar import accusative, be, counted, do, do_not, have, present, spoken, their, was
from words import *

OTHERS = [s for s in TOLD if s[2] not in ("I", "we")]

FAVORS = [
    ("เปิดประตู", "open the door"), ("ปิดประตู", "close the door"), ("เปิดหน้าต่าง", "open the window"),
    ("ปิดหน้าต่าง", "close the window"), ("เปิดไฟ", "turn on the light"), ("ปิดไฟ", "turn off the light"),
    ("เปิดพัดลม", "turn on the fan"), ("ปิดโทรทัศน์", "turn off the television"), ("เรียกแท็กซี่", "call a taxi"),
    ("เรียกหมอ", "call a doctor"), ("ถ่ายรูปให้เรา", "take a photo of us"), ("เขียนชื่อที่นี่", "write your name here"),
    ("เซ็นชื่อที่นี่", "sign your name here"), ("พูดช้าลง", "speak more slowly"), ("พูดอีกครั้ง", "say it again"),
    ("อธิบายอีกครั้ง", "explain it again"), ("รอที่นี่", "wait here"), ("รอข้างนอก", "wait outside"),
    ("จอดรถตรงนี้", "stop the car here"), ("เลี้ยวซ้ายข้างหน้า", "turn left ahead"), ("เลี้ยวขวาข้างหน้า", "turn right ahead"),
    ("ถือกระเป๋าใบนี้", "hold this bag"), ("ส่งเอกสารนี้", "send this document"), ("ตรวจเอกสารนี้", "check this document"),
    ("แปลประโยคนี้", "translate this sentence"), ("อ่านประโยคนี้", "read this sentence"), ("ปลุกฉันตอนหกโมงเช้า", "wake me up at 6 a.m."),
    ("โทรหาฉันพรุ่งนี้", "call me tomorrow"), ("ส่งข้อความหาฉัน", "send me a message"), ("บอกความจริง", "tell the truth"),
    ("ดูแลแมวของฉัน", "take care of my cat"), ("รดน้ำต้นไม้", "water the plants"), ("ล้างจาน", "wash the dishes"),
    ("ล็อกประตู", "lock the door"), ("ซื้อตั๋ว", "buy the tickets"), ("จ่ายค่าไฟ", "pay the electricity bill"), ("ซื้อนมให้ฉัน", "buy me some milk"), ("ซื้อยาให้ฉัน", "buy me some medicine"),
]
FORGETTABLE = {
    "ปิดประตู", "ปิดหน้าต่าง", "ปิดไฟ", "ปิดโทรทัศน์", "เรียกแท็กซี่", "รดน้ำต้นไม้", "ล้างจาน", "เปิดพัดลม", "เปิดหน้าต่าง", "ล็อกประตู", "ซื้อตั๋ว", "จ่ายค่าไฟ",
}
FORBIDDEN = [
    ("เปิดประตูบานนี้", "open this door"), ("เปิดหน้าต่าง", "open the window"), ("ปิดไฟ", "turn off the light"), ("ลืมกุญแจ", "forget the key"),
    ("ลืมร่ม", "forget the umbrella"), ("มาสาย", "be late"), ("ขับรถเร็ว", "drive fast"), ("นอนดึก", "go to bed late"),
    ("ตื่นสาย", "get up late"), ("กินเค็มเกินไป", "eat too much salt"), ("ทิ้งขยะบนถนน", "throw trash on the street"),
    ("เล่นกับไฟ", "play with fire"), ("ให้อาหารลิง", "feed the monkeys"), ("จับงู", "touch the snake"), ("เดินคนเดียวตอนกลางคืน", "walk alone at night"),
    ("พูดเสียงดัง", "speak loudly"), ("บอกใคร", "tell anyone"), ("ร้องไห้", "cry"), ("กังวล", "worry"), ("กลัว", "be afraid"), ("โกรธฉัน", "be angry with me"),
    ("ใช้คอมพิวเตอร์เครื่องนี้", "use this computer"), ("นั่งเก้าอี้ตัวนี้", "sit on this chair"),
]
ALLOWED = [
    ("จอดรถ", "park"), ("ถ่ายรูป", "take photos"), ("สูบบุหรี่", "smoke"), ("ว่ายน้ำ", "swim"), ("ตกปลา", "fish"), ("กินอาหาร", "eat"),
    ("เล่นดนตรี", "play music"), ("เล่นฟุตบอล", "play football"), ("วิ่ง", "run"), ("ใช้โทรศัพท์", "use the phone"), ("ตั้งเต็นท์", "camp"),
    ("ขี่จักรยาน", "ride a bicycle"), ("ขายของ", "sell things"), ("พูดเสียงดัง", "speak loudly"), ("นอน", "sleep"),
    ("นั่ง", "sit"), ("รอ", "wait"), ("อ่านหนังสือ", "read"), ("จุดไฟ", "light a fire"), ("ให้อาหารปลา", "feed the fish"),
]
SPOTS_OUTSIDE = [
    ("ที่นี่", "here"), ("ตรงนี้", "right here"), ("ในสวนนี้", "in this garden"), ("ในห้องนี้", "in this room"), ("ในอาคารนี้", "in this building"),
    ("หน้าบ้าน", "in front of the house"), ("ริมแม่น้ำ", "by the river"), ("บนชายหาด", "on the beach"),
]
# What nobody does or forbids inside, what is done by water, and what else does not go together.
OUTDOORS = {"จอดรถ", "ว่ายน้ำ", "ตกปลา", "เล่นฟุตบอล", "วิ่ง", "ตั้งเต็นท์", "ขี่จักรยาน", "จุดไฟ", "ให้อาหารปลา"}
WATERSIDE = {"ว่ายน้ำ", "ตกปลา", "ให้อาหารปลา"}
UNFIT = {("จอดรถ", "ในสวนนี้"), ("ให้อาหารปลา", "บนชายหาด"), ("ใช้โทรศัพท์", "บนชายหาด"), ("ใช้โทรศัพท์", "ริมแม่น้ำ")}


def requests():
    for v, e in FAVORS:
        yield spoken(f"ช่วย{v}หน่อยได้ไหม", f"could you {e}, please?")
        yield spoken(f"คุณช่วย{v}ได้ไหม", f"can you {e}?")
        yield spoken(f"กรุณา{v}", f"please {e}")
        if v not in FORGETTABLE:
            continue
        yield spoken(f"อย่าลืม{v}", f"do not forget to {e}")
        yield spoken(f"ใครลืม{v}", f"who forgot to {e}?")
        for s, subject, person in TOLD:
            yield spoken(f"{s}ลืม{v}", f"{subject} forgot to {e}")
            yield spoken(f"{s}ไม่เคยลืม{v}", f"{subject} never {present('forget', person)} to {e}")
            if person not in ("I", "we"):
                yield spoken(f"ฉันขอให้{s}{v}", f"I asked {accusative(subject)} to {e}")
                yield spoken(f"ฉันเตือนให้{s}{v}", f"I reminded {accusative(subject)} to {e}")
    for v, e in FORBIDDEN:
        yield spoken(f"อย่า{v}", f"do not {e}")
        yield f"อย่า{v}นะ", f"Please do not {e}."
        for s, subject, person in OTHERS:
            if "ฉัน" not in v and "นี้" not in v:
                yield spoken(f"{s}บอกฉันว่าอย่า{v}", f"{subject} told me not to {e}")
    for v, e in ALLOWED:
        for spot, at in SPOTS_OUTSIDE:
            if (v, spot) in UNFIT or (v in OUTDOORS and spot in ("ในห้องนี้", "ในอาคารนี้")):
                continue
            if v in WATERSIDE and spot in ("ในสวนนี้", "หน้าบ้าน"):
                continue
            yield spoken(f"{v}{spot}ได้ไหม", f"may I {e} {at}?")
            yield spoken(f"คุณ{v}{spot}ได้", f"you may {e} {at}")
            yield spoken(f"คุณ{v}{spot}ไม่ได้", f"you may not {e} {at}")
            yield f"ห้าม{v}{spot}", f"Do not {e} {at}."


def reported():
    for s, subject, person in TOLD:
        for v, base, ing, past, place, *general in activities_of(s):
            yield spoken(f"{s}บอกว่าไม่อยาก{v}", f"{subject} said that {person} {do_not(person)} want to {base}")
            for t, e in FUTURE:
                yield spoken(f"{s}บอกว่าจะ{v}{t}", f"{subject} said that {person} will {base} {e}")
                yield spoken(f"{s}สัญญาว่าจะ{v}{t}", f"{subject} promised to {base} {e}")
        for t, e in SUBJECTS:
            yield spoken(f"{s}คิดว่า{t}ยาก", f"{subject} {present('think', person)} that {e} is hard")
            yield spoken(f"{s}คิดว่า{t}น่าสนใจ", f"{subject} {present('think', person)} that {e} is interesting")
            yield spoken(f"{s}ไม่คิดว่า{t}น่าเบื่อ", f"{subject} {do_not(person)} think that {e} is boring")
        for noun, classifier, one, adjectives in DESCRIBED:
            for a in adjectives.split()[:4]:
                item = counted(noun, classifier)
                yield spoken(f"{s}คิดว่า{item}นี้{a}", f"{subject} {present('think', person)} that this {one} is {ADJECTIVES[a][0]}")
                yield spoken(f"{s}บอกว่า{item}นี้{a}มาก", f"{subject} said that this {one} is very {ADJECTIVES[a][0]}")
    for s, subject, person in OTHERS:
        for v, base, ing, past, place, *general in ACTIVITIES:
            often = general[0] if general else base
            yield spoken(f"{s}ถามว่าฉันชอบ{v}ไหม", f"{subject} asked whether I like to {often}")
            yield spoken(f"{s}ถามว่าเราอยาก{v}ไหม", f"{subject} asked whether we want to {base}")
            if v in INVITED:
                yield spoken(f"{s}ชวนฉันไป{v}", f"{subject} invited me to {base}")
        for a, english_a in PLACES:
            yield spoken(f"{s}ถามว่า{a}อยู่ที่ไหน", f"{subject} asked where the {english_a} is")
            if a in OPENING:
                yield spoken(f"{s}ถามว่า{a}เปิดกี่โมง", f"{subject} asked what time the {english_a} opens")
            yield spoken(f"{s}ไม่รู้ว่า{a}อยู่ที่ไหน", f"{subject} {do_not(person)} know where the {english_a} is")
            yield spoken(f"{s}รู้ไหมว่า{a}อยู่ที่ไหน", f"{do(person)} {subject} know where the {english_a} is?")


WISHED = {"ใหญ่", "ใหม่", "ถูก", "สวย", "เบา", "เร็ว", "หวาน", "ง่าย"}


def relatives():
    bought = [d for d in DESCRIBED if d[0] in ("รถ", "จักรยาน", "หนังสือ", "กระเป๋า", "โทรศัพท์", "คอมพิวเตอร์", "เสื้อ", "โต๊ะ", "มะม่วง", "ส้ม", "บ้าน")]
    for noun, classifier, one, adjectives in bought:
        for a in adjectives.split():
            e = ADJECTIVES[a][0]
            for s, subject, person in TOLD:
                if "เด็ก" in s and noun in ("รถ", "บ้าน", "โต๊ะ", "คอมพิวเตอร์"):
                    continue
                yield spoken(f"{noun}{classifier}ที่{s}ซื้อ{a}มาก", f"the {one} that {subject} bought is very {e}")
                yield spoken(f"{noun}{classifier}ที่{s}ซื้อเมื่อวานนี้ไม่{a}", f"the {one} that {subject} bought yesterday is not {e}")
                if a in WISHED:
                    yield spoken(f"{s}อยากได้{noun}{classifier}ที่{a}กว่านี้", f"{subject} {present('want', person)} a {ADJECTIVES[a][1]} {one}")
    for s, subject, person in PEOPLE[:-1]:  # not the children: they are no one person
        for v, base, ing, past, place, *general in activities_of(s):
            yield spoken(f"คนที่กำลัง{v}อยู่คือ{s}", f"the person who is {ing} is {subject}")
    for owner, owner_english in OWNERS:
        for v, base, ing, past, place, *general in ACTIVITIES:
            if v in INVITED:
                yield spoken(f"เพื่อน{owner}ที่ชอบ{v}ยังไม่มา", f"{owner_english} friend who likes to {general[0] if general else base} has not come yet")
    for s, subject, person in TOLD:
        for t, e, plural in FOOD:
            kind, english = ("ผลไม้", "fruit") if t in FRUITS else ("อาหาร", "food")
            if t != "ผลไม้":
                yield spoken(f"{kind}ที่{s}ชอบที่สุดคือ{t}", f"the {english} that {subject} {present('like', person)} most is {e}")
        for t, e in SUBJECTS:
            yield spoken(f"วิชาที่{s}ชอบที่สุดคือ{t}", f"the subject that {subject} {present('like', person)} most is {e}")
        for c, e in COLORS:
            yield spoken(f"สีที่{s}ชอบที่สุดคือ{c}", f"the color that {subject} {present('like', person)} most is {e}")


# Why somebody does not do something: Thai, English (present tense).
OBSTACLES = [
    ("ไม่มีเวลา", "{have} no time"), ("ป่วย", "{be} sick"), ("เหนื่อย", "{be} tired"), ("ง่วงนอน", "{be} sleepy"), ("ยุ่งมาก", "{be} very busy"),
    ("ปวดหัว", "{have} a headache"), ("เจ็บขา", "{have} a sore leg"), ("ต้องไปหาหมอ", "{have} to see a doctor"), ("ต้องดูแลแม่", "{have} to take care of {their} mother"),
    ("มีประชุม", "{have} a meeting"), ("มีสอบพรุ่งนี้", "{have} an exam tomorrow"),
]
UNWELL = {"ป่วย", "เหนื่อย", "ง่วงนอน", "ปวดหัว", "เจ็บขา"}
LATE = [
    ("รถติด", "there was a traffic jam"), ("ฝนตกหนัก", "it was raining hard"), ("ตื่นสาย", "{me} got up late"), ("พลาดรถไฟ", "{me} missed the train"),
    ("พลาดรถเมล์", "{me} missed the bus"), ("หลงทาง", "{me} got lost"), ("รถเสีย", "the car broke down"),
    ("ไปหาหมอ", "{me} went to see a doctor"), ("นาฬิกาปลุกไม่ดัง", "the alarm clock did not ring"),
]
ARRIVALS = [
    ("มาสาย", "{was} late"), ("มาทำงานสาย", "{was} late for work"), ("มาเรียนสาย", "{was} late for class"), ("กลับบ้านช้า", "came home late"),
    ("มาไม่ทันประชุม", "missed the meeting"),
]
IN_THE_MORNING = {"ตื่นสาย", "นาฬิกาปลุกไม่ดัง"}
# Whose mother is meant is plain.
MOTHERS_KNOWN = {"ฉัน", "เขา", "เธอ", "เรา", "สมชาย", "มาลี", "ปรีชา", "นิดา"}


def reasons():
    for s, subject, person in TOLD:
        for reason, english in OBSTACLES:
            if "แม่" in reason and s not in MOTHERS_KNOWN:
                continue
            if ("สอบ" in reason and s not in PUPILS) or ("ประชุม" in reason and "เด็ก" in s):
                continue
            because = f"{person} " + english.format(have=have(person), be=be(person), their=their(person))
            for v, base, ing, past, place, *general in activities_of(s):
                if v == "พักผ่อน":
                    continue
                yield spoken(f"{s}{v}ไม่ได้เพราะ{reason}", f"{subject} cannot {base} because {because}")
                if reason in UNWELL:
                    yield spoken(f"วันนี้{s}ไม่อยาก{v}เพราะ{reason}", f"{subject} {do_not(person)} want to {base} today because {because}")
        for late, english in LATE:
            for come, came in ARRIVALS:
                if ("เด็ก" in s and come not in ("มาสาย", "มาเรียนสาย", "กลับบ้านช้า")) or ("เรียน" in come and s not in PUPILS):
                    continue
                if come == "กลับบ้านช้า" and late in IN_THE_MORNING:
                    continue
                came = came.format(was=was(person))
                yield spoken(f"{s}{come}เพราะ{late}", f"{subject} {came} because {english.format(me=person)}")


# One thing before another: Thai, base form, -ing form, past form.
ORDER = [
    (("ล้างมือ", "wash {their} hands", "washing {their} hands", "washed {their} hands"), ("กินข้าว", "eat", "eating", "ate")),
    (("แปรงฟัน", "brush {their} teeth", "brushing {their} teeth", "brushed {their} teeth"), ("เข้านอน", "go to bed", "going to bed", "went to bed")),
    (("อาบน้ำ", "take a shower", "taking a shower", "took a shower"), ("เข้านอน", "go to bed", "going to bed", "went to bed")),
    (("อาบน้ำ", "take a shower", "taking a shower", "took a shower"), ("ไปทำงาน", "go to work", "going to work", "went to work")),
    (("กินข้าวเช้า", "have breakfast", "having breakfast", "had breakfast"), ("ไปโรงเรียน", "go to school", "going to school", "went to school")),
    (("ทำการบ้าน", "do {their} homework", "doing {their} homework", "did {their} homework"), ("ดูโทรทัศน์", "watch television", "watching television", "watched television")),
    (("ทำการบ้าน", "do {their} homework", "doing {their} homework", "did {their} homework"), ("เล่นเกม", "play games", "playing games", "played games")),
    (("ดื่มกาแฟ", "drink coffee", "drinking coffee", "drank coffee"), ("ทำงาน", "work", "working", "worked")),
    (("อ่านหนังสือ", "read", "reading", "read"), ("นอน", "sleep", "sleeping", "slept")),
    (("ปิดไฟ", "turn off the light", "turning off the light", "turned off the light"), ("ออกจากบ้าน", "leave the house", "leaving the house", "left the house")),
    (("ล็อกประตู", "lock the door", "locking the door", "locked the door"), ("ออกจากบ้าน", "leave the house", "leaving the house", "left the house")),
    (("ซื้อผัก", "buy vegetables", "buying vegetables", "bought vegetables"), ("ทำอาหาร", "cook", "cooking", "cooked")),
    (("ออกกำลังกาย", "exercise", "exercising", "exercised"), ("กินข้าวเย็น", "have dinner", "having dinner", "had dinner")),
    (("ล้างจาน", "wash the dishes", "washing the dishes", "washed the dishes"), ("ฟังเพลง", "listen to music", "listening to music", "listened to music")),
    (("อ่านข่าว", "read the news", "reading the news", "read the news"), ("ไปทำงาน", "go to work", "going to work", "went to work")),
    (("โทรหาแม่", "call {their} mother", "calling {their} mother", "called {their} mother"), ("เข้านอน", "go to bed", "going to bed", "went to bed")),
    (("จองโรงแรม", "book a hotel", "booking a hotel", "booked a hotel"), ("ไปเที่ยว", "go on a trip", "going on a trip", "went on a trip")),
    (("ซื้อตั๋ว", "buy a ticket", "buying a ticket", "bought a ticket"), ("ขึ้นรถไฟ", "get on the train", "getting on the train", "got on the train")),
    (("ตรวจเอกสาร", "check the documents", "checking the documents", "checked the documents"), ("เซ็นชื่อ", "sign", "signing", "signed")),
    (("ถามราคา", "ask the price", "asking the price", "asked the price"), ("ซื้อของ", "buy things", "buying things", "bought things")),
    (("ซักผ้า", "do the laundry", "doing the laundry", "did the laundry"), ("พักผ่อน", "rest", "resting", "rested")),
    (("รดน้ำต้นไม้", "water the plants", "watering the plants", "watered the plants"), ("อาบน้ำ", "take a shower", "taking a shower", "took a shower")),
]
HAPPENED = [
    ("โทรศัพท์ก็ดังขึ้น", "the phone rang"), ("ไฟก็ดับ", "the power went out"), ("ฝนก็ตก", "it started to rain"), ("เพื่อนก็มาหา", "a friend came to visit"),
]
ADULT = {"ไปทำงาน", "ทำงาน", "ดื่มกาแฟ", "จองโรงแรม", "เซ็นชื่อ", "อ่านข่าว"}
SCHOOL = {"ทำการบ้าน", "ไปโรงเรียน"}


def order():
    for s, subject, person in TOLD:
        for (v, base, ing, past), (w, base2, ing2, past2) in ORDER:
            if "เด็ก" in s and (v in ADULT or w in ADULT):
                continue
            if (v in SCHOOL or w in SCHOOL) and s not in PUPILS or ("แม่" in v and s not in MOTHERS_KNOWN):
                continue
            base, ing, past = (form.format(their=their(person)) for form in (base, ing, past))
            yield spoken(f"{s}{v}ก่อน{w}เสมอ", f"{subject} always {present(base, person)} before {ing2}")
            yield spoken(f"เมื่อวานนี้{s}{v}ก่อน{w}", f"yesterday {subject} {past} before {ing2}")
            yield spoken(f"หลังจาก{v}แล้ว {s}ก็{w}", f"after {ing}, {subject} {past2}")
            yield spoken(f"หลังจาก{v}แล้ว {s}จะ{w}", f"after {ing}, {subject} will {base2}")
            yield spoken(f"{s}ต้อง{v}ก่อน{w}", f"{subject} {present('have', person)} to {base} before {ing2}")
            if w not in SCHOOL:
                yield spoken(f"{s}ไม่เคย{w}ก่อน{v}", f"{subject} never {present(base2, person)} before {ing}")
        for v, base, ing, past, place, *general in activities_of(s):
            for happened, english in HAPPENED:
                if (happened == "ฝนก็ตก") == (place == "outside"):
                    yield spoken(f"ขณะที่{s}กำลัง{v} {happened}", f"while {subject} {was(person)} {ing}, {english}")
            if place == "inside":
                came, english = ("แม่", "my mother") if person in ("I", "we") else ("ฉัน", "I")
                yield spoken(f"เมื่อ{came}กลับถึงบ้าน {s}กำลัง{v}อยู่", f"when {english} got home, {subject} {was(person)} {ing}")


# Where one goes, and what for.
ERRANDS = [
    ("ตลาด", "the market", [("ซื้อผัก", "buy vegetables"), ("ซื้อผลไม้", "buy fruit"), ("ซื้อปลา", "buy fish"), ("ขายผลไม้", "sell fruit")]),
    ("ธนาคาร", "the bank", [("ฝากเงิน", "deposit money"), ("ถอนเงิน", "withdraw money"), ("เปิดบัญชี", "open an account"), ("แลกเงิน", "exchange money")]),
    ("โรงพยาบาล", "the hospital", [("หาหมอ", "see a doctor"), ("เยี่ยมเพื่อน", "visit a friend"), ("ตรวจสุขภาพ", "have a health check"), ("บริจาคเลือด", "donate blood")]),
    ("ห้องสมุด", "the library", [("อ่านหนังสือ", "read"), ("ยืมหนังสือ", "borrow a book"), ("คืนหนังสือ", "return a book"), ("ทำรายงาน", "write a report")]),
    ("ร้านยา", "the pharmacy", [("ซื้อยา", "buy medicine"), ("ซื้อหน้ากาก", "buy a mask")]),
    ("ร้านกาแฟ", "the coffee shop", [("ดื่มกาแฟ", "drink coffee"), ("พบเพื่อน", "meet a friend"), ("นั่งทำงาน", "work")]),
    ("สวนสาธารณะ", "the park", [("วิ่ง", "run"), ("เดินเล่น", "take a walk"), ("ถ่ายรูป", "take photos"), ("พักผ่อน", "rest")]),
    ("ไปรษณีย์", "the post office", [("ส่งจดหมาย", "send a letter"), ("ส่งพัสดุ", "send a parcel"), ("รับพัสดุ", "pick up a parcel"), ("ซื้อแสตมป์", "buy stamps")]),
    ("สนามบิน", "the airport", [("รับเพื่อน", "pick up a friend"), ("ส่งเพื่อน", "see off a friend"), ("ขึ้นเครื่องบิน", "catch a plane")]),
    ("วัด", "the temple", [("ทำบุญ", "make merit"), ("ไหว้พระ", "pay respects to the Buddha"), ("ฟังธรรม", "listen to a sermon")]),
    ("สถานีรถไฟ", "the train station", [("ซื้อตั๋ว", "buy a ticket"), ("รับญาติ", "pick up a relative")]),
    ("สถานีตำรวจ", "the police station", [("แจ้งความ", "report a crime"), ("รับเอกสาร", "pick up a document")]),
    ("ร้านหนังสือ", "the bookstore", [("ซื้อพจนานุกรม", "buy a dictionary"), ("ซื้อแผนที่", "buy a map")]),
    ("ทะเล", "the sea", [("ว่ายน้ำ", "swim"), ("ดูพระอาทิตย์ตก", "watch the sunset"), ("พักผ่อน", "rest")]),
    ("โรงยิม", "the gym", [("ออกกำลังกาย", "exercise"), ("เล่นบาสเกตบอล", "play basketball")]),
]
ERRANDS_OF_CHILDREN = {"อ่านหนังสือ", "ยืมหนังสือ", "คืนหนังสือ", "วิ่ง", "เดินเล่น", "ว่ายน้ำ", "หาหมอ", "ซื้อผลไม้", "ดูพระอาทิตย์ตก", "เล่นบาสเกตบอล"}


def purposes():
    for s, subject, person in TOLD:
        for place, at, aims in ERRANDS:
            for v, e in aims:
                if "เด็ก" in s and v not in ERRANDS_OF_CHILDREN:
                    continue
                yield spoken(f"{s}ออกไป{v}ที่{place}แล้ว", f"{subject} {have(person)} gone to {at} to {e}")
                yield spoken(f"{s}ต้องไป{place}เพื่อ{v}", f"{subject} {present('have', person)} to go to {at} to {e}")
                yield spoken(f"{s}กำลังไป{v}ที่{place}", f"{subject} {be(person)} going to {at} to {e}")
                for t, when in FUTURE[:1] + FUTURE[2:]:
                    yield spoken(f"{t}{s}จะไป{v}ที่{place}", f"{when} {subject} will go to {at} to {e}")
                for t, when in (PAST[0], PAST[2], PAST[3]):
                    yield spoken(f"{t}{s}ไป{v}ที่{place}", f"{when} {subject} went to {at} to {e}")


ADVICE = [
    ("ดื่มน้ำมากๆ ", "drink a lot of water"), ("นอนให้พอ", "get enough sleep"), ("กินผักมากขึ้น", "eat more vegetables"), ("กินน้ำตาลน้อยลง", "eat less sugar"),
    ("พักผ่อนมากขึ้น", "rest more"), ("ออกกำลังกายทุกวัน", "exercise every day"), ("ไปหาหมอ", "see a doctor"), ("หยุดพัก", "take a break"),
    ("ขับรถช้าลง", "drive more slowly"), ("ตื่นเช้า", "get up early"), ("เข้านอนเร็วขึ้น", "go to bed earlier"), ("อ่านหนังสือทุกวัน", "read every day"),
    ("ฝึกพูดภาษาอังกฤษ", "practice speaking English"), ("ทบทวนบทเรียน", "review the lesson"), ("ตั้งใจเรียน", "study hard"), ("เก็บเงิน", "save money"),
    ("ขอโทษเพื่อน", "apologize to {their} friend"), ("โทรหาพ่อแม่", "call {their} parents"), ("เอาร่มไปด้วย", "take an umbrella along"), ("ใส่หมวก", "wear a hat"),
    ("ใส่เสื้อกันหนาว", "wear a sweater"), ("จองตั๋วล่วงหน้า", "book the ticket in advance"), ("อ่านสัญญาให้ดี", "read the contract carefully"), ("ถามครู", "ask the teacher"),
    ("บอกความจริง", "tell the truth"), ("คิดให้ดีก่อน", "think carefully first"), ("ใช้เวลาให้คุ้มค่า", "use {their} time well"), ("เดินให้มากขึ้น", "walk more"),
]
ADVICE_OF_ADULTS = {"ขับรถช้าลง", "จองตั๋วล่วงหน้า", "อ่านสัญญาให้ดี", "โทรหาพ่อแม่"}
HEALTHY = {
    "ดื่มน้ำมากๆ ", "นอนให้พอ", "กินผักมากขึ้น", "กินน้ำตาลน้อยลง", "พักผ่อนมากขึ้น", "ออกกำลังกายทุกวัน", "เข้านอนเร็วขึ้น", "เดินให้มากขึ้น",
}
HABITS = {"ตื่นเช้า", "เก็บเงิน", "อ่านหนังสือทุกวัน", "ฝึกพูดภาษาอังกฤษ", "ตั้งใจเรียน", "ใช้เวลาให้คุ้มค่า", "ขับรถช้าลง"}
ADVICE_OF_PUPILS = {"ทบทวนบทเรียน", "ตั้งใจเรียน", "ถามครู"}


def advice():
    for s, subject, person in PRONOUNS + PEOPLE:
        for v, e in ADVICE:
            if ("เด็ก" in s and v in ADVICE_OF_ADULTS) or (v in ADVICE_OF_PUPILS and s not in PUPILS | {"คุณ"}):
                continue
            e = e.format(their=their(person))
            yield spoken(f"{s}ควร{v}", f"{subject} should {e}")
            if person == "you":
                yield f"คุณควรจะ{v}นะ", f"You really should {e}."
                continue
            yield spoken(f"ฉันคิดว่า{s}ควร{v}", f"I think that {subject} should {e}")
            yield spoken(f"{s}สัญญาว่าจะ{v}", f"{subject} promised to {e}")
            if v in HEALTHY | HABITS:
                yield spoken(f"{s}พยายาม{v}", f"{subject} {present('try', person)} to {e}")
            if v in HEALTHY:
                yield spoken(f"หมอแนะนำให้{s}{v}", f"the doctor advised {accusative(subject)} to {e}")
