"""Patterns of daily life with figures in them: jobs, ages and durations, travel, weather, feelings, superlatives."""

from grammar import article, be, counted, have, present, spoken, their, was
from spellout import english_words, thai_words
from words import *

GROWN = [s for s in TOLD if "เด็ก" not in s[0]]

# Jobs: Thai, English singular, plural, places of work.
JOBS = [
    ("หมอ", "doctor", "doctors", ["โรงพยาบาล"]), ("พยาบาล", "nurse", "nurses", ["โรงพยาบาล"]), ("ครู", "teacher", "teachers", ["โรงเรียน"]),
    ("เภสัชกร", "pharmacist", "pharmacists", ["ร้านยา", "โรงพยาบาล"]), ("ตำรวจ", "police officer", "police officers", ["สถานีตำรวจ"]),
    ("วิศวกร", "engineer", "engineers", ["โรงงาน", "บริษัท"]), ("นักบัญชี", "accountant", "accountants", ["บริษัท", "ธนาคาร"]),
    ("พ่อครัว", "cook", "cooks", ["ร้านอาหาร", "โรงแรม"]), ("พนักงานเสิร์ฟ", "waiter", "waiters", ["ร้านอาหาร"]), ("บรรณารักษ์", "librarian", "librarians", ["ห้องสมุด"]),
    ("นักวิทยาศาสตร์", "scientist", "scientists", ["มหาวิทยาลัย"]), ("ช่างไฟฟ้า", "electrician", "electricians", ["โรงงาน"]), ("คนขับรถ", "driver", "drivers", ["บริษัท", "โรงแรม"]),
    ("ชาวนา", "rice farmer", "rice farmers", []), ("นักเขียน", "writer", "writers", []), ("นักร้อง", "singer", "singers", []), ("ทนายความ", "lawyer", "lawyers", []),
    ("ช่างตัดผม", "barber", "barbers", []), ("นักบิน", "pilot", "pilots", []), ("นักแปล", "translator", "translators", ["บริษัท"]), ("เลขานุการ", "secretary", "secretaries", ["บริษัท", "มหาวิทยาลัย"]),
]
WORKPLACES = {
    "โรงพยาบาล": "a hospital", "โรงเรียน": "a school", "ร้านยา": "a pharmacy", "สถานีตำรวจ": "a police station", "โรงงาน": "a factory", "บริษัท": "a company",
    "ธนาคาร": "a bank", "ร้านอาหาร": "a restaurant", "โรงแรม": "a hotel", "ห้องสมุด": "a library", "มหาวิทยาลัย": "a university",
}


def years(n, unit="year"):
    return f"{english_words(n)} {unit}{'' if n == 1 else 's'}"


def jobs():
    for s, subject, person in GROWN:
        for job, one, many, places in JOBS:
            if "ครู" in s or (job == "พ่อครัว" and person == "she"):
                continue
            what = many if person in ("we", "they") else f"{article(one)} {one}"
            yield spoken(f"{s}เป็น{job}", f"{subject} {be(person)} {what}")
            yield spoken(f"{s}ไม่ได้เป็น{job}", f"{subject} {be(person)} not {what}")
            yield spoken(f"{s}อยากเป็น{job}", f"{subject} {present('want', person)} to be {what}")
            yield spoken(f"{s}เคยเป็น{job}", f"{subject} used to be {what}")
            for n in (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20):
                yield spoken(f"{s}เป็น{job}มา{thai_words(n)}ปีแล้ว", f"{subject} {have(person)} been {what} for {years(n)}")
            for place in places:
                at = WORKPLACES[place]
                yield spoken(f"{s}ทำงานเป็น{job}ที่{place}", f"{subject} {present('work', person)} as {what} at {at}")
    for s, subject, person in GROWN:
        for place, at in WORKPLACES.items():
            yield spoken(f"{s}ทำงานที่{place}", f"{subject} {present('work', person)} at {at}")
            yield spoken(f"{s}ไม่ได้ทำงานที่{place}แล้ว", f"{subject} no longer {present('work', person)} at {at}")


# Who can be how old.
AGES = [
    ("พ่อของฉัน", "my father", "he", 38, 75), ("แม่ของฉัน", "my mother", "she", 36, 75), ("พี่ชายของฉัน", "my older brother", "he", 12, 45),
    ("พี่สาวของฉัน", "my older sister", "she", 12, 45), ("น้องชายของเขา", "his younger brother", "he", 3, 35), ("น้องสาวของเธอ", "her younger sister", "she", 3, 35),
    ("ลูกชายของฉัน", "my son", "he", 1, 30), ("ลูกสาวของเขา", "his daughter", "she", 1, 30), ("ยายของฉัน", "my grandmother", "she", 55, 95), ("ปู่ของเธอ", "her grandfather", "he", 55, 95),
    ("ฉัน", "I", "I", 10, 70), ("เขา", "he", "he", 3, 85), ("เธอ", "she", "she", 3, 85), ("ครูของเรา", "our teacher", "he", 25, 60), ("มาลี", "Malee", "she", 8, 50), ("สมชาย", "Somchai", "he", 8, 50),
]


def durations():
    for s, subject, person, low, high in AGES:
        for n in range(low, high):
            unit = "ขวบ" if n < 12 else "ปี"
            yield spoken(f"{s}อายุ{thai_words(n)}{unit}", f"{subject} {be(person)} {years(n)} old")
            yield spoken(f"{s}อายุ {n} {unit}", f"{subject} {be(person)} {n} year{'' if n == 1 else 's'} old")
    for s, subject, person in GROWN:
        for n in range(1, 16):
            for place, english in CITIES:
                yield spoken(f"{s}อยู่ที่{place}มา{thai_words(n)}ปีแล้ว", f"{subject} {have(person)} lived in {english} for {years(n)}")
            for t, e in SUBJECTS[-4:]:
                unit, english = (("ปี", "year"), ("เดือน", "month"))[n % 2]
                if "ครู" not in s:
                    yield spoken(f"{s}เรียน{t}มา{thai_words(n)}{unit}แล้ว", f"{subject} {have(person)} studied {e} for {years(n, english)}")
        for n in (5, 10, 15, 20, 25, 30, 40, 45):
            yield spoken(f"{s}รอมา{thai_words(n)}นาทีแล้ว", f"{subject} {have(person)} waited for {years(n, 'minute')}")
            yield spoken(f"{s}จะกลับมาในอีก {n} นาที", f"{subject} will be back in {n} minutes")
        for n in range(1, 6):
            yield spoken(f"{s}รอมา{thai_words(n)}ชั่วโมงแล้ว", f"{subject} {have(person)} waited for {years(n, 'hour')}")
            yield spoken(f"เมื่อวานนี้{s}เดิน{thai_words(n)}ชั่วโมง", f"yesterday {subject} walked for {years(n, 'hour')}")
        for n in range(4, 11):
            yield spoken(f"เมื่อคืนนี้{s}นอน{thai_words(n)}ชั่วโมง", f"last night {subject} slept for {years(n, 'hour')}")


# Cities and countries.
CITIES = [
    ("กรุงเทพฯ ", "Bangkok"), ("เชียงใหม่", "Chiang Mai"), ("เชียงราย", "Chiang Rai"), ("ขอนแก่น", "Khon Kaen"), ("ภูเก็ต", "Phuket"), ("กระบี่", "Krabi"),
    ("อยุธยา", "Ayutthaya"), ("สุโขทัย", "Sukhothai"), ("หัวหิน", "Hua Hin"), ("น่าน", "Nan"), ("พัทยา", "Pattaya"), ("สงขลา", "Songkhla"),
]
COUNTRIES = [
    ("ญี่ปุ่น", "Japan"), ("เกาหลี", "Korea"), ("จีน", "China"), ("ลาว", "Laos"), ("เวียดนาม", "Vietnam"), ("สิงคโปร์", "Singapore"), ("อินเดีย", "India"),
    ("ฝรั่งเศส", "France"), ("เยอรมนี", "Germany"), ("อังกฤษ", "England"), ("ออสเตรเลีย", "Australia"), ("มาเลเซีย", "Malaysia"),
]
VEHICLES = [("รถไฟ", "by train"), ("รถบัส", "by bus")]
WITHOUT_TRAINS = {"ภูเก็ต", "กระบี่", "น่าน", "เชียงราย", "สุโขทัย"}
COMPANIONS = [("เพื่อน", "a friend"), ("ครอบครัว", "{their} family"), ("เพื่อนร่วมงาน", "a colleague"), ("เพื่อนสองคน", "two friends")]
LATER = [("เดือนหน้า", "next month"), ("สัปดาห์หน้า", "next week"), ("ปีหน้า", "next year")]
EARLIER = [("เดือนที่แล้ว", "last month"), ("สัปดาห์ที่แล้ว", "last week"), ("ปีที่แล้ว", "last year"), ("สองปีก่อน", "two years ago"), ("สามวันก่อน", "three days ago")]


def travel():
    for s, subject, person in TOLD:
        children = "เด็ก" in s
        for place, english in CITIES + COUNTRIES:
            yield spoken(f"{s}เคยไป{place}", f"{subject} {have(person)} been to {english}")
            yield spoken(f"{s}ไม่เคยไป{place}", f"{subject} {have(person)} never been to {english}")
            yield spoken(f"{s}อยากไปเที่ยว{place}", f"{subject} {present('want', person)} to visit {english}")
            for t, e in EARLIER:
                yield spoken(f"{s}ไป{place}{'มา' if 'ก่อน' in t else ''}เมื่อ{t}", f"{subject} went to {english} {e}")
                if not children:
                    yield spoken(f"{s}ย้ายไป{place}เมื่อ{t}", f"{subject} moved to {english} {e}")
            if children:
                continue
            for t, e in LATER:
                yield spoken(f"{s}จะไป{place}{t}", f"{subject} will go to {english} {e}")
                yield spoken(f"{t}{s}จะไม่ไป{place}", f"{e} {subject} will not go to {english}")
            for t, e in COMPANIONS:
                yield spoken(f"{s}ไปเที่ยว{place}กับ{t}", f"{subject} went on a trip to {english} with {e.format(their=their(person))}")
        for place, english in CITIES:
            if children:
                break
            for vehicle, by in VEHICLES[place in WITHOUT_TRAINS :]:
                yield spoken(f"{s}จะนั่ง{vehicle}ไป{place}", f"{subject} will go to {english} {by}")
            yield spoken(f"{s}จะขับรถไป{place}", f"{subject} will drive to {english}")
    for a, english_a in CITIES:
        for b, english_b in CITIES:
            if a != b:
                yield spoken(f"{a}อยู่ไกลจาก{b}ไหม", f"is {english_a} far from {english_b}?")
                yield spoken(f"พรุ่งนี้ฉันจะเดินทางจาก{a}ไป{b}", f"tomorrow I will travel from {english_a} to {english_b}")


SKIES = [
    ("อากาศ", "ร้อน", "the weather {be} hot"), ("อากาศ", "หนาว", "the weather {be} cold"), ("อากาศ", "เย็น", "the weather {be} cool"), ("อากาศ", "ดี", "the weather {be} good"),
    ("แดด", "แรง", "the sun {be} strong"), ("ลม", "แรง", "the wind {be} strong"), ("ท้องฟ้า", "แจ่มใส", "the sky {be} clear"), ("", "มีหมอก", "it {be} foggy"), ("", "มีเมฆมาก", "it {be} cloudy"),
]


def weather():
    for place, english in CITIES:
        for what, how, e in SKIES:
            yield spoken(f"วันนี้ที่{place}{what}{how}", f"{e.format(be='is')} in {english} today")
            yield spoken(f"เมื่อวานนี้ที่{place}{what}{how}", f"{e.format(be='was')} in {english} yesterday")
            yield spoken(f"พรุ่งนี้ที่{place}{what}จะ{how}", f"{e.format(be='will be')} in {english} tomorrow")
        yield spoken(f"วันนี้ที่{place}ฝนตกหนัก", f"it is raining hard in {english} today")
        yield spoken(f"เมื่อวานนี้ที่{place}ฝนตก", f"it rained in {english} yesterday")
        yield spoken(f"พรุ่งนี้ที่{place}ฝนจะตก", f"it will rain in {english} tomorrow")
        yield spoken(f"พรุ่งนี้ที่{place}ฝนจะไม่ตก", f"it will not rain in {english} tomorrow")
        for month, _, english_month in MONTHS[4:10]:
            yield spoken(f"ที่{place}ฝนตกบ่อยในเดือน{month}", f"it often rains in {english} in {english_month}")
        for n in range(20, 39):
            yield spoken(f"อุณหภูมิที่{place}วันนี้คือ {n} องศา", f"the temperature in {english} today is {n} degrees")


# Feelings: Thai, English adjective.
FEELINGS = [
    ("ดีใจ", "glad"), ("เสียใจ", "sad"), ("โกรธ", "angry"), ("กลัว", "afraid"), ("ตื่นเต้น", "excited"), ("เหนื่อย", "tired"), ("หิว", "hungry"), ("ง่วงนอน", "sleepy"),
    ("เบื่อ", "bored"), ("เหงา", "lonely"), ("กังวล", "worried"), ("ประหลาดใจ", "surprised"), ("ภูมิใจ", "proud"), ("อาย", "shy"), ("ผิดหวัง", "disappointed"),
]
GLAD = [
    ("ได้พบเพื่อนเก่า", "to have met an old friend"), ("ได้กลับบ้าน", "to be home again"), ("สอบผ่าน", "that {me} passed the exam"), ("ได้งานใหม่", "that {me} got a new job"),
    ("ได้รับจดหมาย", "that {me} received a letter"), ("ทุกคนมา", "that everyone came"), ("ฝนหยุดตก", "that the rain stopped"), ("ทีมของเราชนะ", "that our team won"),
    ("ได้ช่วยเพื่อน", "to have helped a friend"), ("ได้เที่ยวทะเล", "to have visited the sea"),
]
SORRY = [
    ("สอบไม่ผ่าน", "that {me} did not pass the exam"), ("ทีมของเราแพ้", "that our team lost"), ("แมวหาย", "that the cat is missing"), ("เพื่อนไม่มา", "that {their} friend did not come"),
    ("ต้องย้ายบ้าน", "that {me} {have} to move"), ("ร้านปิด", "that the shop is closed"), ("รถเสีย", "that the car broke down"),
]


def feelings():
    for s, subject, person in TOLD:
        for feeling, e in FEELINGS:
            yield spoken(f"{s}{feeling}มาก", f"{subject} {be(person)} very {e}")
            yield spoken(f"{s}รู้สึก{feeling}", f"{subject} {present('feel', person)} {e}")
            yield spoken(f"{s}ไม่{feeling}", f"{subject} {be(person)} not {e}")
            yield spoken(f"เมื่อคืนนี้{s}{feeling}มาก", f"last night {subject} {was(person)} very {e}")
            if person not in ("I", "we"):
                yield spoken(f"{s}ดูเหมือนจะ{feeling}", f"{subject} {present('seem', person)} to be {e}")
                yield spoken(f"ทำไม{s}{feeling}", f"why {be(person)} {subject} {e}?")
                yield spoken(f"ฉันไม่รู้ว่าทำไม{s}{feeling}", f"I do not know why {subject} {be(person)} {e}")
        for (feeling, e), causes in ((("ดีใจ", "glad"), GLAD), (("เสียใจ", "sad"), SORRY), (("ผิดหวัง", "disappointed"), SORRY[:2] + SORRY[3:4])):
            for cause, english in causes:
                if "เด็ก" in s and cause in ("ได้งานใหม่", "รถเสีย"):
                    continue
                if "สอบ" in cause and s not in PUPILS:
                    continue
                because = english.format(me=person, their=their(person), have=present("have", person))
                yield spoken(f"{s}{feeling}ที่{cause}", f"{subject} {be(person)} {e} {because}")
                yield spoken(f"{s}{feeling}มากที่{cause}", f"{subject} {be(person)} very {e} {because}")


SUPERLATIVES = {
    "ใหญ่": "biggest", "เล็ก": "smallest", "เก่า": "oldest", "ใหม่": "newest", "แพง": "most expensive", "ถูก": "cheapest", "สวย": "most beautiful", "หนัก": "heaviest",
    "เบา": "lightest", "สะอาด": "cleanest", "เร็ว": "fastest", "ช้า": "slowest", "น่ารัก": "cutest", "สูง": "tallest", "หวาน": "sweetest", "อร่อย": "most delicious", "ยาก": "hardest",
    "ง่าย": "easiest", "น่าสนใจ": "most interesting", "น่าเบื่อ": "most boring", "สำคัญ": "most important", "แข็งแรง": "strongest", "ฉลาด": "cleverest", "ขยัน": "most hard-working", "ใจดี": "kindest", "แก่": "oldest", "ยาว": "longest",
}
SCOPES = [("ในร้านนี้", "in this shop"), ("ในเมืองนี้", "in this town"), ("ในหมู่บ้าน", "in the village"), ("ในประเทศไทย", "in Thailand")]
IN_SHOPS = {"จักรยาน", "หนังสือ", "กระเป๋า", "โทรศัพท์", "คอมพิวเตอร์", "เสื้อ", "โต๊ะ", "มะม่วง", "ส้ม"}
IN_TOWNS = {"บ้าน", "โรงแรม", "โรงเรียน", "ถนน", "ต้นไม้", "หมา", "แมว", "ม้า"}


def superlatives():
    for noun, classifier, one, adjectives in DESCRIBED:
        item = counted(noun, classifier)
        for a in adjectives.split():
            if a not in SUPERLATIVES:
                continue
            most = SUPERLATIVES[a]
            yield spoken(f"{item}ไหน{a}ที่สุด", f"which {one} is the {most}?")
            yield spoken(f"{item}นี้{a}ที่สุด", f"this {one} is the {most}")
            yield spoken(f"{item}นี้{a}เท่ากับ{classifier}นั้น", f"this {one} is as {ADJECTIVES[a][0]} as that one")
            yield spoken(f"{item}นี้ไม่{a}เท่า{classifier}นั้น", f"this {one} is not as {ADJECTIVES[a][0]} as that one")
            scopes = SCOPES[:1] if noun in IN_SHOPS else SCOPES[1:] if noun in IN_TOWNS else []
            for scope, english in scopes:
                if noun in ("หมา", "แมว", "ม้า", "ต้นไม้") and scope == "ในประเทศไทย" and a not in ("ใหญ่", "สูง", "แก่"):
                    continue
                which = noun if classifier in (noun, "แห่ง") else noun + classifier
                yield spoken(f"นี่คือ{which}ที่{a}ที่สุด{scope}", f"this is the {most} {one} {english}")
                if noun in IN_TOWNS and a in ("ใหญ่", "เก่า", "สวย", "สูง", "ยาว", "แพง", "สะอาด"):
                    yield spoken(f"{which}ที่{a}ที่สุด{scope}อยู่ที่ไหน", f"where is the {most} {one} {english}?")
    for a in ("สูง", "ขยัน", "ใจดี", "ฉลาด", "แข็งแรง"):
        for s, subject, person in TOLD:
            if person in ("he", "she"):
                for scope, english in (("ในบ้าน", "at home"), ("ในหมู่บ้าน", "in the village"), ("ในกลุ่ม", "in the group")):
                    yield spoken(f"{s}{a}ที่สุด{scope}", f"{subject} is the {SUPERLATIVES[a]} {english}")
