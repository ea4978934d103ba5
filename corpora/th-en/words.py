"""The vocabulary of the sentence patterns: Thai words, their English, and what grammar needs to know of them."""

# Subjects: Thai, English, the pronoun that agrees ("I" stands for the first person).
PRONOUNS = [
    ("ฉัน", "I", "I"),
    ("คุณ", "you", "you"),
    ("เขา", "he", "he"),
    ("เธอ", "she", "she"),
    ("เรา", "we", "we"),
    ("พวกเขา", "they", "they"),
]
PEOPLE = [
    ("พ่อของฉัน", "my father", "he"),
    ("แม่ของฉัน", "my mother", "she"),
    ("พี่ชายของฉัน", "my older brother", "he"),
    ("พี่สาวของฉัน", "my older sister", "she"),
    ("น้องชายของเขา", "his younger brother", "he"),
    ("น้องสาวของเธอ", "her younger sister", "she"),
    ("เพื่อนของฉัน", "my friend", "he"),
    ("ครูของเรา", "our teacher", "he"),
    ("สมชาย", "Somchai", "he"),
    ("มาลี", "Malee", "she"),
    ("ปรีชา", "Preecha", "he"),
    ("นิดา", "Nida", "she"),
    ("ลูกพี่ลูกน้องของฉัน", "my cousin", "he"),
    ("เด็กๆ ", "the children", "they"),
]
ALL = PRONOUNS + PEOPLE
# Of whom one asks: not of oneself, nor of one's own family.
ASKED = [s for s in ALL if s[2] not in ("I", "we") and "ของฉัน" not in s[0] and "ของเรา" not in s[0]]
# Of whom one tells what they did or will do: one does not tell the listener about himself.
TOLD = [s for s in ALL if s[2] != "you"]
# Who goes to school, or may.
PUPILS = {"ฉัน", "เขา", "เธอ", "เรา", "พวกเขา", "เด็กๆ ", "น้องชายของเขา", "น้องสาวของเธอ", "สมชาย", "มาลี", "ปรีชา", "นิดา"}
OWNERS = [
    ("ของฉัน", "my"),
    ("ของคุณ", "your"),
    ("ของเขา", "his"),
    ("ของเธอ", "her"),
    ("ของเรา", "our"),
    ("ของพวกเขา", "their"),
]

# Food and drink: Thai, English without article, True where the English takes a plural verb.
FOOD = [
    ("ข้าวผัด", "fried rice", False),
    ("ข้าวเหนียว", "sticky rice", False),
    ("ก๋วยเตี๋ยว", "noodles", True),
    ("แกงไก่", "chicken curry", False),
    ("ไก่ย่าง", "grilled chicken", False),
    ("ส้มตำ", "papaya salad", False),
    ("ปลา", "fish", False),
    ("เนื้อ", "beef", False),
    ("หมู", "pork", False),
    ("ไข่", "eggs", True),
    ("ผัก", "vegetables", True),
    ("ผลไม้", "fruit", False),
    ("มะม่วง", "mangoes", True),
    ("กล้วย", "bananas", True),
    ("ส้ม", "oranges", True),
    ("แตงโม", "watermelon", False),
    ("ขนมปัง", "bread", False),
    ("แกงเขียวหวาน", "green curry", False),
    ("ผัดไทย", "pad thai", False),
    ("ข้าวต้ม", "rice soup", False),
    ("สับปะรด", "pineapple", False),
    ("มะละกอ", "papaya", False),
    ("ขนมเค้ก", "cake", False),
    ("ช็อกโกแลต", "chocolate", False),
    ("ไอศกรีม", "ice cream", False),
]
DRINKS = [
    ("กาแฟ", "coffee", False),
    ("ชา", "tea", False),
    ("นม", "milk", False),
    ("น้ำส้ม", "orange juice", False),
    ("น้ำมะพร้าว", "coconut water", False),
    ("น้ำเปล่า", "water", False),
]
# Dishes that somebody may never have tasted.
TRIED = {"ข้าวเหนียว", "ก๋วยเตี๋ยว", "แกงไก่", "แกงเขียวหวาน", "ผัดไทย", "ไก่ย่าง", "ส้มตำ", "มะม่วง", "น้ำมะพร้าว"}
FRUITS = {"มะม่วง", "กล้วย", "ส้ม", "แตงโม", "สับปะรด", "มะละกอ"}
SUBJECTS = [
    ("วัสดุศาสตร์", "materials science"),
    ("วิทยาศาสตร์", "science"),
    ("ฟิสิกส์", "physics"),
    ("เคมี", "chemistry"),
    ("ชีววิทยา", "biology"),
    ("คณิตศาสตร์", "mathematics"),
    ("ดาราศาสตร์", "astronomy"),
    ("ประวัติศาสตร์", "history"),
    ("ภูมิศาสตร์", "geography"),
    ("เศรษฐศาสตร์", "economics"),
    ("วิศวกรรมศาสตร์", "engineering"),
    ("กฎหมาย", "law"),
    ("ศิลปะ", "art"),
    ("ดนตรี", "music"),
    ("ภาษาไทย", "Thai"),
    ("ภาษาอังกฤษ", "English"),
    ("ภาษาญี่ปุ่น", "Japanese"),
    ("ภาษาจีน", "Chinese"),
]
LIKED = [
    ("แมว", "cats"),
    ("หมา", "dogs"),
    ("ช้าง", "elephants"),
    ("ดอกไม้", "flowers"),
    ("ทะเล", "the sea"),
    ("ภูเขา", "mountains"),
    ("ฟุตบอล", "football"),
    ("เทนนิส", "tennis"),
    ("มวยไทย", "Thai boxing"),
    ("หนังไทย", "Thai movies"),
    ("เพลงไทย", "Thai songs"),
    ("อาหารไทย", "Thai food"),
    ("อาหารญี่ปุ่น", "Japanese food"),
    ("เมืองไทย", "Thailand"),
    ("เชียงใหม่", "Chiang Mai"),
    ("กรุงเทพฯ ", "Bangkok"),
    ("สีแดง", "red"),
    ("สีฟ้า", "blue"),
    ("สีเขียว", "green"),
    ("ฤดูหนาว", "winter"),
    ("ฤดูร้อน", "summer"),
    ("วันหยุด", "holidays"),
]

# Activities: Thai, base form, -ing form, past form, where it is done, and the general form where it differs.
ACTIVITIES = [
    ("ว่ายน้ำ", "swim", "swimming", "swam", "outside"),
    ("วิ่ง", "run", "running", "ran", "outside"),
    ("เดินเล่น", "take a walk", "taking a walk", "took a walk", "outside", "take walks"),
    ("ขี่จักรยาน", "ride a bicycle", "riding a bicycle", "rode a bicycle", "outside"),
    ("เล่นฟุตบอล", "play football", "playing football", "played football", "outside"),
    ("เล่นเทนนิส", "play tennis", "playing tennis", "played tennis", "outside"),
    ("ถ่ายรูป", "take photos", "taking photos", "took photos", "outside"),
    ("รดน้ำต้นไม้", "water the plants", "watering the plants", "watered the plants", "outside"),
    ("ล้างรถ", "wash the car", "washing the car", "washed the car", "outside"),
    ("ขับรถ", "drive", "driving", "drove", "outside"),
    ("ซักผ้า", "do the laundry", "doing the laundry", "did the laundry", "inside"),
    ("ทำอาหาร", "cook", "cooking", "cooked", "inside"),
    ("ล้างจาน", "wash the dishes", "washing the dishes", "washed the dishes", "inside"),
    ("ทำงานบ้าน", "do housework", "doing housework", "did housework", "inside"),
    ("ทำการบ้าน", "do homework", "doing homework", "did homework", "inside"),
    ("ดูโทรทัศน์", "watch television", "watching television", "watched television", "inside"),
    ("ดูหนัง", "watch a movie", "watching a movie", "watched a movie", "inside", "watch movies"),
    ("ฟังเพลง", "listen to music", "listening to music", "listened to music", "inside"),
    ("ร้องเพลง", "sing", "singing", "sang", "inside"),
    ("เต้นรำ", "dance", "dancing", "danced", "inside"),
    ("อ่านหนังสือ", "read a book", "reading a book", "read a book", "inside", "read books"),
    ("อ่านข่าว", "read the news", "reading the news", "read the news", "inside"),
    ("เขียนจดหมาย", "write a letter", "writing a letter", "wrote a letter", "inside", "write letters"),
    ("เล่นเกม", "play games", "playing games", "played games", "inside"),
    ("เรียนภาษาไทย", "study Thai", "studying Thai", "studied Thai", "inside"),
    ("ทำงาน", "work", "working", "worked", "inside"),
    ("เล่นบาสเกตบอล", "play basketball", "playing basketball", "played basketball", "outside"),
    ("เล่นแบดมินตัน", "play badminton", "playing badminton", "played badminton", "outside"),
    ("ตกปลา", "go fishing", "going fishing", "went fishing", "outside"),
    ("ปีนเขา", "climb a mountain", "climbing a mountain", "climbed a mountain", "outside", "climb mountains"),
    ("ปลูกผัก", "grow vegetables", "growing vegetables", "grew vegetables", "outside"),
    ("ซ่อมจักรยาน", "fix the bicycle", "fixing the bicycle", "fixed the bicycle", "outside", "fix bicycles"),
    ("เล่นกีตาร์", "play the guitar", "playing the guitar", "played the guitar", "inside"),
    ("เล่นเปียโน", "play the piano", "playing the piano", "played the piano", "inside"),
    ("เล่นหมากรุก", "play chess", "playing chess", "played chess", "inside"),
    ("วาดรูป", "draw a picture", "drawing a picture", "drew a picture", "inside", "draw pictures"),
    ("เขียนอีเมล", "write an email", "writing an email", "wrote an email", "inside", "write emails"),
    ("กวาดบ้าน", "sweep the floor", "sweeping the floor", "swept the floor", "inside"),
    ("เรียนภาษาอังกฤษ", "study English", "studying English", "studied English", "inside"),
    ("พักผ่อน", "rest", "resting", "rested", "inside"),
    ("ออกกำลังกาย", "exercise", "exercising", "exercised", "inside"),
    ("คุยกับเพื่อน", "talk with friends", "talking with friends", "talked with friends", "inside"),
    ("ดื่มกาแฟ", "drink coffee", "drinking coffee", "drank coffee", "inside"),
]
SKILLS = {"เล่นกีตาร์", "เล่นเปียโน", "เล่นหมากรุก", "วาดรูป", "เล่นแบดมินตัน", "ซ่อมจักรยาน", "ว่ายน้ำ", "ขี่จักรยาน", "เล่นเทนนิส", "ขับรถ", "ทำอาหาร", "เต้นรำ", "เล่นฟุตบอล", "ถ่ายรูป"}
NOT_FOR_CHILDREN = {"ขับรถ", "ทำงาน", "ดื่มกาแฟ", "ล้างรถ", "ปีนเขา", "เขียนอีเมล"}
NOT_FOR_TEACHERS = {"ทำการบ้าน"}


def activities_of(s):
    """The activities that suit somebody."""
    for activity in ACTIVITIES:
        v = activity[0]
        if ("เด็ก" in s and v in NOT_FOR_CHILDREN) or ("ครู" in s and v in NOT_FOR_TEACHERS):
            continue
        yield activity


# What nobody has to do.
LEISURE = {
    "เดินเล่น", "ดูโทรทัศน์", "ดูหนัง", "ฟังเพลง", "ร้องเพลง", "เต้นรำ", "เล่นเกม", "คุยกับเพื่อน", "ดื่มกาแฟ", "ตกปลา", "ปีนเขา", "เล่นหมากรุก", "ถ่ายรูป", "เล่นบาสเกตบอล",
    "เล่นแบดมินตัน", "เล่นเทนนิส", "เล่นฟุตบอล",
}
# What one asks others along for.
INVITED = {
    "ว่ายน้ำ", "เดินเล่น", "ขี่จักรยาน", "เล่นฟุตบอล", "เล่นเทนนิส", "เล่นแบดมินตัน", "เล่นบาสเกตบอล", "ตกปลา", "ปีนเขา", "ถ่ายรูป", "ดูหนัง", "ร้องเพลง", "เต้นรำ", "ดื่มกาแฟ",
    "ออกกำลังกาย", "เล่นหมากรุก",
}
EVERY = [
    ("ทุกวัน", "every day"),
    ("ทุกเช้า", "every morning"),
    ("ทุกเย็น", "every evening"),
    ("ทุกวันเสาร์", "every Saturday"),
    ("ทุกวันอาทิตย์", "every Sunday"),
]
PAST = [
    ("เมื่อวานนี้", "yesterday"),
    ("เมื่อคืนนี้", "last night"),
    ("เมื่อเช้านี้", "this morning"),
    ("วันเสาร์ที่แล้ว", "last Saturday"),
]
FUTURE = [
    ("พรุ่งนี้", "tomorrow"),
    ("คืนนี้", "tonight"),
    ("พรุ่งนี้เช้า", "tomorrow morning"),
    ("วันอาทิตย์หน้า", "next Sunday"),
]

# Things: noun, classifier, singular, plural, kind.
THINGS = [
    ("หมา", "ตัว", "dog", "dogs", "animal"),
    ("แมว", "ตัว", "cat", "cats", "animal"),
    ("นก", "ตัว", "bird", "birds", "animal"),
    ("ปลา", "ตัว", "fish", "fish", "animal"),
    ("ม้า", "ตัว", "horse", "horses", "animal"),
    ("วัว", "ตัว", "cow", "cows", "animal"),
    ("ไก่", "ตัว", "chicken", "chickens", "animal"),
    ("เป็ด", "ตัว", "duck", "ducks", "animal"),
    ("หมู", "ตัว", "pig", "pigs", "animal"),
    ("กระต่าย", "ตัว", "rabbit", "rabbits", "animal"),
    ("ลิง", "ตัว", "monkey", "monkeys", "wild animal"),
    ("ช้าง", "ตัว", "elephant", "elephants", "wild animal"),
    ("ครู", "คน", "teacher", "teachers", "person"),
    ("นักเรียน", "คน", "student", "students", "person"),
    ("เด็ก", "คน", "child", "children", "person"),
    ("หมอ", "คน", "doctor", "doctors", "person"),
    ("พยาบาล", "คน", "nurse", "nurses", "person"),
    ("ตำรวจ", "คน", "police officer", "police officers", "person"),
    ("วิศวกร", "คน", "engineer", "engineers", "person"),
    ("ทหาร", "คน", "soldier", "soldiers", "person"),
    ("คน", "คน", "person", "people", "person"),
    ("เพื่อน", "คน", "friend", "friends", "relation"),
    ("พี่ชาย", "คน", "older brother", "older brothers", "relation"),
    ("น้องสาว", "คน", "younger sister", "younger sisters", "relation"),
    ("หนังสือ", "เล่ม", "book", "books", "small"),
    ("สมุด", "เล่ม", "notebook", "notebooks", "small"),
    ("ปากกา", "ด้าม", "pen", "pens", "small"),
    ("ดินสอ", "แท่ง", "pencil", "pencils", "small"),
    ("กระเป๋า", "ใบ", "bag", "bags", "small"),
    ("จาน", "ใบ", "plate", "plates", "small"),
    ("ตั๋ว", "ใบ", "ticket", "tickets", "small"),
    ("หมวก", "ใบ", "hat", "hats", "small"),
    ("ร่ม", "คัน", "umbrella", "umbrellas", "small"),
    ("โทรศัพท์", "เครื่อง", "phone", "phones", "small"),
    ("คอมพิวเตอร์", "เครื่อง", "computer", "computers", "small"),
    ("นาฬิกา", "เรือน", "watch", "watches", "small"),
    ("เสื้อ", "ตัว", "shirt", "shirts", "small"),
    ("กางเกง", "ตัว", "pair of trousers", "pairs of trousers", "small"),
    ("รองเท้า", "คู่", "pair of shoes", "pairs of shoes", "small"),
    ("ดอกไม้", "ดอก", "flower", "flowers", "small"),
    ("มะม่วง", "ลูก", "mango", "mangoes", "small"),
    ("ส้ม", "ลูก", "orange", "oranges", "small"),
    ("กล้วย", "ลูก", "banana", "bananas", "small"),
    ("ไข่", "ฟอง", "egg", "eggs", "small"),
    ("แอปเปิล", "ลูก", "apple", "apples", "small"),
    ("กล่อง", "ใบ", "box", "boxes", "small"),
    ("แก้ว", "ใบ", "glass", "glasses", "small"),
    ("กุญแจ", "ดอก", "key", "keys", "small"),
    ("หมอน", "ใบ", "pillow", "pillows", "small"),
    ("ผ้าห่ม", "ผืน", "blanket", "blankets", "small"),
    ("กระดาษ", "แผ่น", "sheet of paper", "sheets of paper", "small"),
    ("โต๊ะ", "ตัว", "table", "tables", "large"),
    ("เก้าอี้", "ตัว", "chair", "chairs", "large"),
    ("รถ", "คัน", "car", "cars", "large"),
    ("จักรยาน", "คัน", "bicycle", "bicycles", "large"),
    ("เรือ", "ลำ", "boat", "boats", "large"),
    ("บ้าน", "หลัง", "house", "houses", "large"),
    ("กาแฟ", "แก้ว", "cup of coffee", "cups of coffee", "order"),
    ("ชา", "แก้ว", "cup of tea", "cups of tea", "order"),
    ("นม", "แก้ว", "glass of milk", "glasses of milk", "order"),
    ("น้ำส้ม", "แก้ว", "glass of orange juice", "glasses of orange juice", "order"),
    ("น้ำเปล่า", "ขวด", "bottle of water", "bottles of water", "order"),
    ("ข้าวผัด", "จาน", "plate of fried rice", "plates of fried rice", "order"),
    ("ก๋วยเตี๋ยว", "ชาม", "bowl of noodles", "bowls of noodles", "order"),
]

# One or two at a time.
COSTLY = {"บ้าน", "เรือ", "โทรศัพท์", "คอมพิวเตอร์", "นาฬิกา", "รถ", "จักรยาน", "โต๊ะ"}

# Adjectives: Thai, English, comparative.
ADJECTIVES = {
    "ใหญ่": ("big", "bigger"), "เล็ก": ("small", "smaller"), "เก่า": ("old", "older"), "ใหม่": ("new", "newer"),
    "แพง": ("expensive", "more expensive"), "ถูก": ("cheap", "cheaper"), "สวย": ("beautiful", "more beautiful"),
    "หนัก": ("heavy", "heavier"), "เบา": ("light", "lighter"), "สะอาด": ("clean", "cleaner"), "เร็ว": ("fast", "faster"),
    "ช้า": ("slow", "slower"), "น่ารัก": ("cute", "cuter"), "สูง": ("tall", "taller"), "หวาน": ("sweet", "sweeter"),
    "เปรี้ยว": ("sour", "more sour"), "อร่อย": ("delicious", "more delicious"), "ร้อน": ("hot", "hotter"),
    "ยาก": ("hard", "harder"), "ง่าย": ("easy", "easier"), "น่าสนใจ": ("interesting", "more interesting"),
    "น่าเบื่อ": ("boring", "more boring"), "สนุก": ("fun", "more fun"), "สำคัญ": ("important", "more important"),
    "แข็งแรง": ("strong", "stronger"), "ขยัน": ("hard-working", "more hard-working"), "ใจดี": ("kind", "kinder"),
    "ฉลาด": ("clever", "cleverer"), "รวย": ("rich", "richer"), "แก่": ("old", "older"), "ยาว": ("long", "longer"),
}
# What can be said of which thing: noun, classifier, English, adjectives.
DESCRIBED = [
    ("บ้าน", "หลัง", "house", "ใหญ่ เล็ก เก่า ใหม่ แพง สวย สะอาด"),
    ("ห้อง", "ห้อง", "room", "ใหญ่ เล็ก สวย สะอาด ร้อน"),
    ("โรงแรม", "แห่ง", "hotel", "ใหญ่ เล็ก เก่า ใหม่ แพง ถูก สวย สะอาด"),
    ("โรงเรียน", "แห่ง", "school", "ใหญ่ เล็ก เก่า ใหม่ สะอาด"),
    ("รถ", "คัน", "car", "ใหญ่ เล็ก เก่า ใหม่ แพง ถูก สวย สะอาด เร็ว"),
    ("จักรยาน", "คัน", "bicycle", "เก่า ใหม่ แพง ถูก หนัก เบา"),
    ("หนังสือ", "เล่ม", "book", "เก่า ใหม่ แพง ถูก หนัก ยาก ง่าย น่าสนใจ น่าเบื่อ"),
    ("กระเป๋า", "ใบ", "bag", "ใหญ่ เล็ก เก่า ใหม่ แพง ถูก สวย หนัก เบา"),
    ("โทรศัพท์", "เครื่อง", "phone", "ใหญ่ เล็ก เก่า ใหม่ แพง ถูก เบา ช้า"),
    ("คอมพิวเตอร์", "เครื่อง", "computer", "เก่า ใหม่ แพง ถูก หนัก เบา เร็ว ช้า"),
    ("เสื้อ", "ตัว", "shirt", "ใหญ่ เล็ก เก่า ใหม่ แพง ถูก สวย สะอาด"),
    ("โต๊ะ", "ตัว", "table", "ใหญ่ เล็ก เก่า ใหม่ แพง หนัก สะอาด"),
    ("หมา", "ตัว", "dog", "ใหญ่ เล็ก น่ารัก ฉลาด แก่ แข็งแรง"),
    ("แมว", "ตัว", "cat", "ใหญ่ เล็ก น่ารัก ฉลาด แก่ สวย"),
    ("ม้า", "ตัว", "horse", "ใหญ่ เล็ก เร็ว ช้า แข็งแรง แก่ สวย"),
    ("มะม่วง", "ลูก", "mango", "ใหญ่ เล็ก หวาน เปรี้ยว แพง ถูก อร่อย"),
    ("ส้ม", "ลูก", "orange", "ใหญ่ เล็ก หวาน เปรี้ยว แพง อร่อย"),
    ("ดอกไม้", "ดอก", "flower", "สวย ใหญ่ เล็ก"),
    ("ต้นไม้", "ต้น", "tree", "สูง ใหญ่ เล็ก สวย"),
    ("ถนน", "สาย", "street", "ยาว เก่า ใหม่ สะอาด"),
    ("นักเรียน", "คน", "student", "ขยัน ฉลาด ใจดี สูง"),
    ("ครู", "คน", "teacher", "ใจดี ขยัน ฉลาด สูง"),
    ("งาน", "งาน", "job", "ยาก ง่าย น่าสนใจ น่าเบื่อ สำคัญ"),
]
COLORS = [("สีแดง", "red"), ("สีดำ", "black"), ("สีขาว", "white"), ("สีฟ้า", "blue"), ("สีเขียว", "green"), ("สีเหลือง", "yellow")]

# Where things and places are.
SMALL_THINGS = [
    ("กุญแจ", "key"), ("โทรศัพท์", "phone"), ("หนังสือ", "book"), ("ปากกา", "pen"), ("ร่ม", "umbrella"), ("หมวก", "hat"),
    ("จดหมาย", "letter"), ("ตั๋ว", "ticket"), ("นาฬิกา", "watch"), ("คอมพิวเตอร์", "computer"), ("หนังสือเดินทาง", "passport"),
]
SPOTS = [
    ("บนโต๊ะ", "on the table"), ("บนเตียง", "on the bed"), ("บนเก้าอี้", "on the chair"), ("ใต้โต๊ะ", "under the table"),
    ("ใต้เตียง", "under the bed"), ("ใต้เก้าอี้", "under the chair"), ("ในกระเป๋า", "in the bag"), ("ในกล่อง", "in the box"),
    ("ในรถ", "in the car"), ("ในห้องครัว", "in the kitchen"), ("ในห้องนอน", "in the bedroom"), ("ข้างโทรทัศน์", "next to the television"),
]
PLACES = [
    ("ธนาคาร", "bank"), ("ตลาด", "market"), ("โรงเรียน", "school"), ("โรงพยาบาล", "hospital"), ("วัด", "temple"),
    ("โรงแรม", "hotel"), ("สถานีรถไฟ", "train station"), ("ร้านกาแฟ", "coffee shop"), ("ร้านยา", "pharmacy"),
    ("ห้องสมุด", "library"), ("สวนสาธารณะ", "park"), ("มหาวิทยาลัย", "university"), ("ร้านอาหาร", "restaurant"), ("สถานีตำรวจ", "police station"),
    ("สนามบิน", "airport"), ("ไปรษณีย์", "post office"), ("พิพิธภัณฑ์", "museum"), ("โรงหนัง", "cinema"), ("ร้านหนังสือ", "bookstore"),
]
OPENING = {"พิพิธภัณฑ์", "ไปรษณีย์", "ร้านหนังสือ", "ธนาคาร", "ตลาด", "ร้านกาแฟ", "ร้านยา", "ห้องสมุด", "ร้านอาหาร"}
PLACES_OF_CHILDREN = {"ตลาด", "โรงเรียน", "โรงพยาบาล", "วัด", "ห้องสมุด", "สวนสาธารณะ", "ร้านอาหาร"}
BESIDE = [
    ("ใกล้", "near"), ("ข้าง", "next to"), ("หน้า", "in front of"), ("หลัง", "behind"), ("ตรงข้าม", "opposite"), ("ไกลจาก", "far from"),
]

# What is done to things (passive): Thai thing, English thing, and pairs of Thai verb and English participle.
DONE = [
    ("รถ", "car", [("ซ่อม", "repaired"), ("ขาย", "sold"), ("ขโมย", "stolen"), ("ล้าง", "washed")]),
    ("จักรยาน", "bicycle", [("ซ่อม", "repaired"), ("ขาย", "sold"), ("ขโมย", "stolen")]),
    ("โทรศัพท์", "phone", [("ซ่อม", "repaired"), ("ขาย", "sold"), ("ขโมย", "stolen")]),
    ("คอมพิวเตอร์", "computer", [("ซ่อม", "repaired"), ("ขาย", "sold"), ("ขโมย", "stolen")]),
    ("กระเป๋า", "bag", [("ขโมย", "stolen"), ("ส่งไปที่โรงแรม", "sent to the hotel")]),
    ("บ้าน", "house", [("ขาย", "sold"), ("ทำลาย", "destroyed")]),
    ("จดหมาย", "letter", [("ส่ง", "sent"), ("แปลเป็นภาษาไทย", "translated into Thai")]),
    ("หนังสือ", "book", [("แปลเป็นภาษาอังกฤษ", "translated into English"), ("ขโมย", "stolen")]),
    ("ตั๋ว", "ticket", [("ยกเลิก", "cancelled"), ("ขโมย", "stolen")]),
    ("ประตู", "door", [("ล็อก", "locked"), ("ปิด", "closed"), ("ซ่อม", "repaired")]),
]
HURT_BY = [
    ("หมากัด", "bitten by a dog"), ("ยุงกัด", "bitten by a mosquito"), ("แม่ดุ", "scolded by {their} mother"),
    ("ครูดุ", "scolded by the teacher"), ("รถชน", "hit by a car"), ("ส่งไปโรงพยาบาล", "sent to the hospital"),
]
RECEIVED = [("จดหมาย", "a letter"), ("อีเมล", "an email"), ("ของขวัญ", "a gift"), ("ข้อความ", "a message"), ("เงิน", "some money")]

# Prices: Thai thing with its classifier, English subject, lowest and highest price in baht.
PRICED = [
    ("เสื้อตัวนี้", "this shirt", 99, 1500), ("กระเป๋าใบนี้", "this bag", 150, 9000), ("หนังสือเล่มนี้", "this book", 60, 900),
    ("รองเท้าคู่นี้", "this pair of shoes", 200, 5000), ("ร่มคันนี้", "this umbrella", 80, 600), ("หมวกใบนี้", "this hat", 80, 900),
    ("นาฬิกาเรือนนี้", "this watch", 300, 30000), ("โทรศัพท์เครื่องนี้", "this phone", 2000, 45000), ("ตั๋วใบนี้", "this ticket", 20, 3000),
    ("จักรยานคันนี้", "this bicycle", 1500, 30000), ("คอมพิวเตอร์เครื่องนี้", "this computer", 9000, 70000), ("กาแฟแก้วนี้", "this cup of coffee", 25, 150),
    ("ข้าวผัดจานนี้", "this plate of fried rice", 40, 200),
]
BY_UNIT = [
    ("ส้มกิโลกรัมละ", "oranges are", "a kilogram", 20, 90), ("มะม่วงกิโลกรัมละ", "mangoes are", "a kilogram", 25, 150),
    ("กล้วยหวีละ", "bananas are", "a bunch", 20, 80), ("กาแฟแก้วละ", "coffee is", "a cup", 25, 150), ("ไข่ฟองละ", "eggs are", "each", 3, 9),
    ("ข้าวผัดจานละ", "fried rice is", "a plate", 40, 200), ("น้ำเปล่าขวดละ", "water is", "a bottle", 7, 40), ("ห้องคืนละ", "a room is", "a night", 400, 6000),
]

MONTHS = [
    ("มกราคม", "ม.ค.", "January"), ("กุมภาพันธ์", "ก.พ.", "February"), ("มีนาคม", "มี.ค.", "March"), ("เมษายน", "เม.ย.", "April"),
    ("พฤษภาคม", "พ.ค.", "May"), ("มิถุนายน", "มิ.ย.", "June"), ("กรกฎาคม", "ก.ค.", "July"), ("สิงหาคม", "ส.ค.", "August"),
    ("กันยายน", "ก.ย.", "September"), ("ตุลาคม", "ต.ค.", "October"), ("พฤศจิกายน", "พ.ย.", "November"), ("ธันวาคม", "ธ.ค.", "December"),
]
WEEKDAYS = [
    ("จันทร์", "Monday"), ("อังคาร", "Tuesday"), ("พุธ", "Wednesday"), ("พฤหัสบดี", "Thursday"), ("ศุกร์", "Friday"),
    ("เสาร์", "Saturday"), ("อาทิตย์", "Sunday"),
]
