"""Words of the sample pages: one invented town in seven languages."""

from __future__ import annotations

NAMES = {
    "en": "The Lindmouth Post",
    "az": "Lindmut Poçtu",
    "ar": "بريد ليندماوث",
    "ru": "Линдмутская почта",
    "ka": "ლინდმუთის ფოსტა",
    "hy": "Լինդմութի փոստ",
    "de": "Lindmünder Post",
}
LANGUAGES = {
    "en": "English",
    "az": "Azərbaycanca",
    "ar": "العربية",
    "ru": "Русский",
    "ka": "ქართული",
    "hy": "Հայերեն",
    "de": "Deutsch",
}
SECTIONS = {
    "en": "News|Analysis|Town hall|Harbour|Culture|Sport|Opinion",
    "az": "Xəbərlər|İcmal|İdarəetmə|Liman|Mədəniyyət|İdman|Rəy",
    "ar": "أخبار|تحليل|المجلس البلدي|الميناء|ثقافة|رياضة|رأي",
    "ru": "Новости|Разбор|Ратуша|Гавань|Культура|Спорт|Мнения",
    "ka": "ახალი ამბები|ანალიზი|მერია|ნავსადგური|კულტურა|სპორტი",
    "hy": "Լուրեր|Վերլուծություն|Քաղաքապետարան|Նավահանգիստ|Մշակույթ|Սպորտ",
    "de": "Nachrichten|Analyse|Rathaus|Hafen|Kultur|Sport|Meinung",
}
HEADLINES = {
    "en": [
        ("Second boat passes sea trials a day early", ""),
        ("Market hall roof to open in June", "Builders found the old skylight intact"),
        ("Council to publish every tender over 10,000 crowns", ""),
        ("Lifeguards back on both beaches from Friday", ""),
        ("Hospital: planned power cut on Tuesday night moved to Thursday", ""),
        ("Rowing club takes silver at Ostrand", ""),
        ("Water tests: town wells clear, one farm well closed", ""),
        ("Library extends Sunday hours until autumn", ""),
        (
            "Two held over copper theft at the rail yard",
            "Police ask for pictures from the night of 27 May",
        ),
        ("Orchard growers ask for early frost payments", ""),
        ("New bus shelters: first twelve sites named", ""),
        ("Museum finds 1904 harbour plan in a ceiling", "It shows a dock that was never built"),
        ("School choir wins place at the national final", ""),
        ("Road works: Quay Street one way for nine days", ""),
        ("Fish prices at the quay fall for a third week", ""),
    ],
    "az": [
        ("İkinci gəmi dəniz sınağından bir gün tez keçdi", ""),
        ("Bazarın damı iyunda açılır", "Ustalar köhnə işıqlığı salamat tapıb"),
        ("Şura 10 min krondan yuxarı bütün tenderləri dərc edəcək", ""),
        ("Xilasedicilər cümədən hər iki çimərliyə qayıdır", ""),
        ("Məktəb xoru respublika finalına vəsiqə qazandı", ""),
        ("Kitabxana bazar günləri payıza qədər işləyəcək", ""),
    ],
    "ar": [
        ("القارب الثاني يجتاز تجارب البحر قبل موعدها بيوم", ""),
        ("سقف السوق يُفتح في يونيو", "البناؤون وجدوا المنور القديم سليمًا"),
        ("المجلس ينشر كل مناقصة تتجاوز عشرة آلاف", ""),
        ("المنقذون يعودون إلى الشاطئين يوم الجمعة", ""),
        ("جوقة المدرسة تبلغ النهائي الوطني", ""),
        ("المكتبة تمدد ساعات الأحد حتى الخريف", ""),
    ],
    "ru": [
        ("Второй паром прошёл ходовые испытания на день раньше", ""),
        ("Крыша рынка откроется в июне", "Строители нашли старый световой фонарь целым"),
        ("Совет опубликует все закупки дороже 10 000 крон", ""),
        ("Спасатели вернутся на оба пляжа с пятницы", ""),
        ("Школьный хор вышел в национальный финал", ""),
        ("Библиотека будет открыта по воскресеньям до осени", ""),
    ],
    "ka": [
        ("მეორე ბორანმა საზღვაო გამოცდა ერთი დღით ადრე ჩააბარა", ""),
        ("ბაზრის სახურავი ივნისში გაიხსნება", "მშენებლებმა ძველი ფანარი უვნებელი იპოვეს"),
        ("საბჭო ყველა დიდ ტენდერს გამოაქვეყნებს", ""),
        ("სკოლის გუნდი ეროვნულ ფინალშია", ""),
        ("ბიბლიოთეკა კვირაობით შემოდგომამდე იმუშავებს", ""),
    ],
    "hy": [
        ("Երկրորդ լաստանավն անցավ ծովային փորձարկումը", ""),
        ("Շուկայի տանիքը կբացվի հունիսին", "Շինարարները հին լուսամուտը գտել են անվնաս"),
        ("Խորհուրդը կհրապարակի բոլոր մեծ մրցույթները", ""),
        ("Դպրոցի երգչախումբը ազգային եզրափակչում է", ""),
        ("Գրադարանը կիրակի օրերին բաց կլինի մինչև աշուն", ""),
    ],
    "de": [
        ("Zweites Schiff besteht die Probefahrt einen Tag früher", ""),
        ("Dach der Markthalle öffnet im Juni", "Das alte Oberlicht ist unversehrt"),
        ("Rat veröffentlicht jede Vergabe über 10 000 Kronen", ""),
        ("Schulchor erreicht das Landesfinale", ""),
        ("Bibliothek öffnet sonntags bis zum Herbst", ""),
    ],
}
LEADS = {
    "en": (
        "Ferry returns to the north shore after eleven years",
        (
            "Two boats, forty crossings a day, and a timetable the council wrote around the "
            "school bell"
        ),
        "Mara Ellwood",
    ),
    "az": (
        "Bərə on bir ildən sonra şimal sahilinə qayıdır",
        "İki gəmi, gündə qırx səfər və məktəb zənginə görə yazılmış cədvəl",
        "Aynur İsmayıllı",
    ),
    "ar": (
        "العبّارة تعود إلى الضفة الشمالية بعد أحد عشر عامًا",
        "قاربان وأربعون رحلة في اليوم، وجدول كتبه المجلس على وقع جرس المدرسة",
        "مريم الخطيب",
    ),
    "ru": (
        "Паром вернулся на северный берег через одиннадцать лет",
        "Два судна, сорок рейсов в день и расписание, которое совет подогнал под школьный звонок",
        "Мара Элвуд",
    ),
    "ka": (
        "ბორანი ჩრდილოეთ ნაპირს თერთმეტი წლის შემდეგ უბრუნდება",
        "ორი გემი, დღეში ორმოცი რეისი და სკოლის ზარზე მორგებული განრიგი",
        "მარა ელვუდი",
    ),
    "hy": (
        "Լաստանավը վերադառնում է հյուսիսային ափ տասնմեկ տարի անց",
        "Երկու նավ, օրական քառասուն երթ և դպրոցի զանգին հարմարեցված չվացուցակ",
        "Մարա Էլվուդ",
    ),
    "de": (
        "Die Fähre fährt nach elf Jahren wieder ans Nordufer",
        (
            "Zwei Schiffe, vierzig Fahrten am Tag und ein Fahrplan, der sich nach der Schulglocke "
            "richtet"
        ),
        "Mara Ellwood",
    ),
}
PARAGRAPHS = {
    "en": [
        (
            "The first car onto the <i>Heron</i> on Saturday was a baker’s van, and its driver, "
            "who "
            "had queued since four in the morning, was not carrying bread. She had come to see "
            "whether the ramp would hold. It did, and by noon the new north-shore ferry had taken "
            "more people across the sound than the bus brings round it in a week."
        ),
        (
            "For eleven years the only way from Lindmouth to the orchards on the far side has been "
            'the coast road: <a href="/town-hall/">fifty-one kilometres</a>, two of them under '
            "water "
            "in a bad winter. The council voted for the ferry in March by a majority of one. "
            "Nobody "
            "in the chamber that night pretended that the numbers were certain."
        ),
        (
            "The timetable is the part that travelled worst through the committees. In the first "
            "draft, the last morning boat left at 7.50, which would have put eighty-four pupils on "
            "the quay ten minutes after the bell. The version that sails now was drawn up with the "
            "school’s own caretaker at the table."
        ),
        (
            "A crossing is four crowns on foot and eleven with a car; pupils and night-shift "
            "nurses "
            "pay nothing. The council puts the yearly gap at 1.9 million, to be met from harbour "
            "dues. The opposition’s figure, 2.6 million, counts a winter in which one of the boats "
            "is in the yard until April."
        ),
    ],
    "az": [
        (
            "Şənbə günü «Heron»un göyərtəsinə ilk qalxan avtomobil çörəkçinin furqonu oldu. Sürücü "
            "səhər dörddən növbədə durmuşdu, amma çörək daşımırdı: körpünün dözüb-dözməyəcəyini "
            "görməyə gəlmişdi. Körpü dözdü və günortaya qədər bərə bir həftədə avtobusun "
            "daşıdığından "
            "çox adam keçirdi."
        ),
        (
            "On bir il ərzində Lindmutdan qarşı sahildəki bağlara yeganə yol sahil yolu idi: əlli "
            "bir "
            "kilometr, pis qışda ikisi su altında. Şura martda bir səs fərqlə bərəyə razılıq verdi."
        ),
    ],
    "ar": [
        (
            "كانت أول سيارة تصعد إلى العبّارة يوم السبت شاحنة خبّاز، ولم تكن سائقتها، التي انتظرت "
            "منذ "
            "الرابعة صباحًا، تحمل خبزًا. جاءت لترى إن كان المنحدر سيصمد. صمد، وعند الظهر كانت "
            "العبّارة "
            "قد نقلت من الناس أكثر مما تنقله الحافلة في أسبوع."
        ),
        (
            "طوال أحد عشر عامًا لم يكن من طريق بين البلدة والبساتين سوى طريق الساحل: واحد وخمسون "
            "كيلومترًا، اثنان منها تحت الماء في الشتاء القاسي. صوّت المجلس للعبّارة في مارس بفارق "
            "صوت "
            "واحد."
        ),
    ],
    "ru": [
        (
            "Первой на борт «Цапли» в субботу въехала машина пекаря, и везла она не хлеб. Женщина "
            "за "
            "рулём стояла в очереди с четырёх утра, чтобы посмотреть, выдержит ли аппарель. "
            "Аппарель "
            "выдержала, и к полудню паром перевёз через пролив больше людей, чем автобус за неделю."
        ),
        (
            "Одиннадцать лет из Линдмута к садам на том берегу вела одна дорога — прибрежная: "
            "пятьдесят один километр, два из них в плохую зиму под водой. Совет проголосовал за "
            "паром в марте с перевесом в один голос."
        ),
    ],
    "ka": [
        (
            "შაბათს ბორანზე პირველი ხაბაზის ფურგონი შევიდა. მძღოლი, რომელიც დილის ოთხი საათიდან "
            "რიგში იდგა, პურს არ ეზიდებოდა: სურდა ენახა, გაუძლებდა თუ არა პანდუსი. გაუძლო, და "
            "შუადღემდე ბორანმა იმაზე მეტი ადამიანი გადაიყვანა, ვიდრე ავტობუსი კვირაში."
        ),
        (
            "თერთმეტი წლის განმავლობაში ბაღებისკენ ერთადერთი გზა სანაპირო გზა იყო: ორმოცდათერთმეტი "
            "კილომეტრი, რომელთაგან ორი ცუდ ზამთარში წყლით იფარება."
        ),
    ],
    "hy": [
        (
            "Շաբաթ օրը լաստանավ առաջինը բարձրացավ հացթուխի ֆուրգոնը։ Վարորդը, որ առավոտյան չորսից "
            "հերթ էր կանգնել, հաց չէր տանում. եկել էր տեսնելու՝ կդիմանա՞ արդյոք թեքահարթակը։ "
            "Դիմացավ, "
            "և մինչև կեսօր լաստանավն ավելի շատ մարդ տեղափոխեց, քան ավտոբուսը մեկ շաբաթում։"
        ),
        (
            "Տասնմեկ տարի Լինդմութից դեպի այգիներ միակ ճանապարհը ափամերձ ճանապարհն էր՝ հիսունմեկ "
            "կիլոմետր, որից երկուսը վատ ձմռանը ջրի տակ է։"
        ),
    ],
    "de": [
        (
            "Das erste Auto auf der <i>Heron</i> war am Samstag der Lieferwagen einer Bäckerin, "
            "und "
            "sie hatte kein Brot geladen. Seit vier Uhr früh stand sie an, um zu sehen, ob die "
            "Rampe "
            "hält. Sie hielt, und bis zum Mittag hatte die Fähre mehr Menschen über den Sund "
            "gebracht "
            "als der Bus in einer Woche um ihn herum."
        ),
        (
            "Elf Jahre lang führte nur die Küstenstraße zu den Obstgärten am anderen Ufer: 51 "
            "Kilometer, zwei davon in schlechten Wintern unter Wasser. Der Rat stimmte im März mit "
            "einer Stimme Mehrheit für die Fähre."
        ),
    ],
}
