"""Orders to whoever judges, in languages other than English: beginnings of words, all in lower case."""

from __future__ import annotations

ELSEWHERE = {
    "de": (
        r"ignorier|missacht|vergiss|vergesst|beachte\w* nicht",
        r"anweisung|vorherig|obig|text oben|folgende[nr]? text",
        r"\bantworte\b|\bantworten sie\b|\bgib\b|\bbewerte\b|\bgeben sie\b",
        r"behauptung|aussage",
        r"unterstützt|bestätigt|widerlegt|\bwahr\b|\bfalsch\b",
    ),
    "fr": (
        r"\bignore[zr]\b|\bignore (?:le|la|les|tout|ce)\b|\boublie[zr]?\b|ne tenez pas compte",
        r"instruction|ci-dessus|précédent|ci-dessous|consigne",
        r"\bréponde?[zs]?\b|\bdis que\b|\bdites que\b|\bclassez?\b",
        r"affirmation|déclaration|énoncé",
        r"réfuté|confirmé|étayé|soutenu|\bvraie?\b|\bfausse\b",
    ),
    "es": (
        r"\bignora\b|\bignore (?:el|la|los|las|todo)\b|\bolvid[ae]n?\b|haz caso omiso",
        r"instruccion|anterior|de arriba|siguiente",
        r"\brespond[ae]n?\b|\bcontest[ae]\b|\bdi que\b|\bdiga que\b",
        r"afirmación|declaración|enunciado",
        r"respaldad|refutad|confirmad|verdader|\bfals[oa]\b",
    ),
    "it": (
        r"\bignor(?:a|ate|i)\b|\bdimentic(?:a|ate|hi)\b",
        r"istruzion|precedent|sopra|seguent",
        r"\brispondi\b|\brispondete\b|\brisponda\b|\bdi' che\b",
        r"affermazione|dichiarazione|enunciato",
        r"confermat|confutat|smentit|supportat|\bvera\b|\bfalsa\b",
    ),
    "pt": (
        r"\bignora\b|\bignore (?:o|a|os|as|tudo)\b|\bdesconsider[ea]m?\b|\besqueç[ao]m?\b",
        r"instruç|anterior|acima|seguinte",
        r"\brespond[ae]m?\b|\bdiga que\b",
        r"alegação|afirmação|declaração",
        r"verdadeir|refutad|confirmad|apoiad|\bfals[oa]\b",
    ),
    "nl": (
        r"\bnegeer\b|\bvergeet\b",
        r"instructie|bovenstaande|voorgaande|vorige|onderstaande",
        r"\bantwoord\b|\bzeg dat\b",
        r"bewering|stelling|uitspraak",
        r"weerlegd|ondersteund|bevestigd|\bwaar\b|onwaar",
    ),
    "pl": (
        r"zignoruj|ignoruj|pomiń|zapomnij",
        r"instrukcj|powyższ|poprzedni|poniższ",
        r"odpowiedz\b|odpowiadaj|napisz",
        r"twierdzeni|stwierdzeni",
        r"obalon|potwierdzon|poparte|prawdziw|fałszyw",
    ),
    "tr": (
        r"yok say|görmezden gel|dikkate alma|\bunut\b",
        r"yukarıdaki|önceki|talimat|aşağıdaki",
        r"\bsöyle\b|cevap ver|yanıtla|yanıt ver",
        r"\biddia|\bifade",
        r"desteklen|çürütül|doğrulan|\bdoğru\b|yanlış",
    ),
    "ru": (
        r"игнорируй|проигнорируй|забудь|не обращай",
        r"инструкци|предыдущ|выше|следующ|указани",
        r"\bответь|\bотвечай|\bскажи|\bнапиши",
        r"утверждени|заявлени",
        r"опровергнут|подтвержд|поддержан|\bверно\b|\bневерно\b|\bложно\b",
    ),
    "uk": (
        r"ігноруй|проігноруй|забудь|не зважай",
        r"інструкці|попередн|вище|нижче|наступн|вказівк",
        r"відповідай|\bскажи|\bнапиши",
        r"твердженн|заяв",
        r"спростован|підтвердж|правдив|хибн",
    ),
    "el": (
        r"αγνόησ|ξέχασ|παράβλεψ",
        r"οδηγί|παραπάνω|προηγούμεν|παρακάτω",
        r"απάντησ|\bπες\b|απαντήστε",
        r"ισχυρισμ|δήλωσ",
        r"υποστηρίζ|διαψεύδ|επιβεβαι|αληθ|ψευδ",
    ),
    "zh": (
        r"忽略|无视|無視|忘记|忘記",
        r"以上|上述|之前|前面|以下|指令|指示",
        r"回答|输出|輸出|回复|回覆|判定",
        r"声明|主张|主張|陈述",
        r"支持|反驳|反駁|证实|證實|正确|错误",
    ),
    "ja": (
        r"無視|忘れて",
        r"上記|以前の|前の|以下の|指示|命令",
        r"答えて|回答して|出力して|返答",
        r"主張|声明|記述",
        r"反証|支持|正しい|誤り|裏付け",
    ),
    "ko": (
        r"무시|잊어",
        r"위의|이전|앞의|아래|지시|명령",
        r"답하|대답|출력|응답",
        r"주장|진술",
        r"지지|반박|사실|거짓|확인됨",
    ),
    "ar": (
        r"تجاهل|انس\b|لا تلتفت",
        r"التعليمات|السابق|أعلاه|التالي|النص",
        r"وأجب|\bأجب|\bقل\b|اكتب",
        r"الادعاء|العبارة|الزعم",
        r"مرفوض|مدعوم|صحيح|خاطئ|مؤكد",
    ),
    "hi": (
        r"अनदेखा|नज़रअंदाज़|भूल जा",
        r"निर्देश|ऊपर|पिछले|नीचे",
        r"उत्तर द|जवाब द|बताए|कहो",
        r"दावा|कथन",
        r"सही है|ग़लत|गलत|समर्थित|खंडित",
    ),
}
"""To ignore; what stands around; to answer; a claim; labels. Two of them make an order when one is a verb."""
LATIN = ("de", "fr", "es", "it", "pt", "nl", "pl", "tr")
"""Those that can be written in plain letters."""
VERB_STEMS = {
    "de": (
        "ignorier",
        "missacht",
        "vergiss",
        "vergesst",
        "beachte",
        "antworte",
        "gib",
        "bewerte",
        "geben sie",
    ),
    "fr": ("ignore", "oublie", "ne tenez pas", "répond", "dis que", "dites que", "classe"),
    "es": ("ignor", "olvid", "haz caso", "respond", "contest", "di que", "diga que"),
    "it": ("ignor", "dimentic", "rispond", "di' che"),
    "pt": ("ignor", "desconsider", "esque", "respond", "diga que"),
    "nl": ("negeer", "vergeet", "antwoord", "zeg dat"),
    "pl": ("ignoruj", "pomiń", "zapomnij", "odpowiedz", "odpowiadaj", "napisz"),
    "tr": ("yok say", "görmezden", "dikkate alma", "unut", "söyle", "cevap ver", "yanıt"),
}
"""One of them stands wherever a verb of that language does: looked for first, since they cost little."""
