"""Numbers, dates, clock times and prices. Each function yields every (Thai, English) pair of its kind."""

import datetime

from grammar import choose, hashed, spoken
from spellout import english_words, thai_words
from words import BY_UNIT, MONTHS, PRICED, WEEKDAYS

THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def numbers():
    """Number words from 0 to 9,999,999, every magnitude alike."""
    for n in range(0, 1000):
        yield thai_words(n), english_words(n)
    for digits in range(4, 8):
        low = 10 ** (digits - 1)
        for i in range(700):
            n = low + hashed(f"number {digits} {i}") % (9 * low)
            if i % 3 == 0:  # round numbers are the more usual ones
                n -= n % (low // 10)
            yield thai_words(n), english_words(n)


def dates():
    """Years from 1950: since 1941 the Buddhist year is the common year plus 543 throughout."""
    first = datetime.date(1950, 1, 1)
    days = (datetime.date(2036, 1, 1) - first).days
    for i in range(6000):
        date = first + datetime.timedelta(days=hashed(f"date {i}") % days)
        month, short, english_month = MONTHS[date.month - 1]
        weekday, english_weekday = WEEKDAYS[date.weekday()]
        buddhist = date.year + 543
        plain = f"{date.day} {english_month} {date.year}"
        full = f"{english_weekday}, {plain}"
        era = choose([f"พ.ศ. {buddhist}", f"พ.ศ. {buddhist}", f"ค.ศ. {date.year}", f"{buddhist}"], f"era {i}")
        day = f"วันที่ {date.day} {month}"
        weekday_day = f"วัน{weekday}ที่ {date.day} {month}"
        thai, english = [
            (f"{day} {era}", plain),
            (f"{day} {era}", plain),
            (f"{weekday_day} {era}", full),
            (f"{day} {era}".translate(THAI_DIGITS), plain),
            (f"{date.day} {short} {buddhist}", plain),
            (f"{weekday_day}", f"{english_weekday}, {date.day} {english_month}"),
            (f"เขาเกิด{day} {era}", f"He was born on {plain}."),
            (f"เธอเกิด{day} {era}", f"She was born on {plain}."),
            (f"การประชุมเริ่ม{weekday_day}", f"The meeting starts on {english_weekday}, {date.day} {english_month}."),
            (f"เราจะเดินทาง{day}", f"We will travel on {date.day} {english_month}."),
            (f"บ้านหลังนี้ถูกสร้างเมื่อปี {era}", f"This house was built in {date.year}."),
        ][i % (11 if date.year < 2020 else 6)]  # births and old houses are past
        yield thai, english
    for month, short, english_month in MONTHS:
        for d in range(1, 32 if month.endswith("คม") else 31 if month.endswith("ยน") else 29):
            yield f"วันที่ {d} {month}", f"{d} {english_month}"
            yield f"วันนี้วันที่ {d} {month}", f"Today is {d} {english_month}."
            yield f"วันเกิดของฉันคือวันที่ {d} {month}", f"My birthday is on {d} {english_month}."


def spoken_time(hour, minute):
    """The Thai six-hour way, as it is said: ตีสอง, เจ็ดโมงเช้า, เที่ยง, บ่ายสามโมง, สี่โมงเย็น, สองทุ่ม."""
    past = "" if minute == 0 else "ครึ่ง" if minute == 30 else f"{thai_words(minute)}นาที"
    if hour in (0, 12):
        return ("เที่ยงคืน" if hour == 0 else "เที่ยง") + past
    if hour < 6:
        return f"ตี{thai_words(hour)}{past}"
    if hour in (6, 18):
        part = "เช้า" if hour == 6 else "เย็น"
        return f"หกโมง{past}ตอน{part}" if past else f"หกโมง{part}"
    if hour < 12:
        return f"{thai_words(hour)}โมง{past or 'เช้า'}"
    if hour == 13:
        return f"บ่ายโมง{past}"
    if hour in (14, 15):
        return f"บ่าย{thai_words(hour - 12)}โมง{past}"
    if hour < 18:
        return f"{thai_words(hour - 12)}โมง{past or 'เย็น'}"
    return f"{thai_words(hour - 18)}ทุ่ม{past}"


def times():
    for hour in range(24):
        for minute in range(0, 60, 5):
            thai = spoken_time(hour, minute)
            half = "a.m." if hour < 12 else "p.m."
            clock = f"{(hour + 11) % 12 + 1}:{minute:02} {half}"
            if minute == 0:
                clock = {0: "midnight", 12: "noon"}.get(hour, f"{(hour + 11) % 12 + 1} {half}")
            yield thai, clock
            yield f"{hour:02}.{minute:02} น.", f"{hour:02}:{minute:02}"
            stop = "" if clock.endswith(".") else "."
            yield f"ตอนนี้{thai}", f"It is now {clock}{stop}"
            yield f"รถไฟออกตอน{thai}", f"The train leaves at {clock}{stop}"
            yield f"เครื่องบินมาถึงตอน{thai}", f"The plane arrives at {clock}{stop}"
            if 6 <= hour <= 21:
                yield f"เราจะเจอกันตอน{thai}", f"We will meet at {clock}{stop}"
                yield f"การประชุมเริ่มตอน{thai}", f"The meeting starts at {clock}{stop}"


def rounded(amount):
    """Prices as shops write them."""
    step = 1 if amount < 30 else 5 if amount < 200 else 10 if amount < 2000 else 100
    return amount - amount % step


def prices():
    for i in range(900):
        digits = 1 + i % 6
        n = 1 + hashed(f"price {i}") % (10**digits - 1)
        n = rounded(n) if n > 200 and i % 4 else n
        yield f"{n:,} บาท", f"{n:,} baht"
        if n % 3 == 0:
            yield f"{thai_words(n)}บาท", f"{english_words(n)} baht"
        yield f"ทั้งหมด {n:,} บาท{choose(['ครับ', 'ค่ะ', ''], str(i))}", f"It is {n:,} baht altogether."
        if n < 1000:
            yield f"{n}.50 บาท", f"{n}.50 baht"
    for thing, english, low, high in PRICED:
        for i in range(40):
            n = rounded(low + hashed(f"{thing}{i}") % (high - low))
            yield spoken(f"{thing}ราคา {n:,} บาท", f"{english} costs {n:,} baht")
            if n < 1000:
                yield spoken(f"{thing}ราคา{thai_words(n)}บาท", f"{english} costs {english_words(n)} baht")
    for thing, english, unit, low, high in BY_UNIT:
        for n in sorted({rounded(low + hashed(f"{thing}{i}") % (high - low)) for i in range(40)}):
            yield spoken(f"{thing} {n:,} บาท", f"{english} {n:,} baht {unit}")
