#include "generate/vocabulary.hpp"

namespace rsmf {

namespace {

// One word a line would help nobody.
// clang-format off
constexpr std::string_view kEnglish[] = {
    "the", "to", "a", "and", "I", "of", "is", "in", "it", "for", "we", "that", "you", "on", "this", "be", "with", "have",
    "can", "not", "but", "will", "if", "are", "do", "so", "at", "my", "just", "was", "they", "from", "there", "what", "or",
    "our", "me", "all", "get", "about", "as", "would", "your", "think", "need", "when", "then", "by", "an", "up", "know",
    "them", "he", "out", "one", "she", "how", "no", "time", "has", "like", "should", "some", "now", "more", "want", "who",
    "could", "see", "send", "make", "only", "also", "work", "today", "team", "tomorrow", "before", "after", "still", "good",
    "back", "let", "going", "first", "here", "new", "please", "which", "because", "been", "call", "check", "meeting",
    "look", "their", "over", "did", "does", "week", "tell", "than", "other", "two", "done", "take", "any", "contract",
    "had", "right", "come", "draft", "version", "last", "report", "client", "next", "sure", "maybe", "into", "much",
    "really", "same", "already", "numbers", "budget", "thing", "things", "where", "says", "said", "give", "find", "day",
    "problem", "question", "server", "order", "price", "office", "morning", "evening", "later", "these", "those", "were",
    "people", "something", "nothing", "anything", "everything", "again", "always", "never", "file", "email", "phone",
    "number", "name", "list", "page", "sheet", "invoice", "payment", "deadline", "project", "plan", "review", "change",
    "changes", "update", "updates", "answer", "ask", "asked", "wait", "waiting", "until", "since", "without", "between",
    "under", "another", "both", "each", "few", "many", "most", "least", "best", "better", "worse", "long", "short", "late",
    "early", "quick", "slow", "open", "close", "closed", "start", "started", "stop", "finish", "finished", "move", "moved",
    "keep", "kept", "leave", "left", "bring", "brought", "meet", "talk", "talked", "write", "wrote", "read", "sent",
    "receive", "received", "sign", "signed", "approve", "approved", "agree", "agreed", "legal", "lawyer", "finance",
    "sales", "support", "customer", "customers", "product", "launch", "release", "test", "tests", "build", "broken",
    "fixed", "fix", "bug", "issue", "issues", "ticket", "branch", "merge", "deploy", "production", "staging", "data",
    "table", "column", "total", "amount", "percent", "quarter", "month", "year", "Monday", "Tuesday", "Wednesday",
    "Thursday", "Friday", "weekend", "lunch", "coffee", "room", "floor", "building", "train", "flight", "hotel", "ticket",
    "weather", "birthday", "holiday", "family", "friend", "friends", "photo", "picture", "video", "music", "game", "home",
    "kitchen", "garden", "supplier", "warehouse", "delivery", "container", "shipment", "factory", "quality", "sample",
    "specification", "requirement", "agreement", "appendix", "signature", "confidential", "attached", "forwarded"};
constexpr std::string_view kEnglishReplies[] = {"ok", "yes", "no", "thanks", "Thanks!", "sure", "lol", "done", "great",
                                                "ok!", "yep", "nope", "on it", "haha", "agreed", "hm", "why?", "when?",
                                                "nice", "same", "see you", "+1", "not yet", "sorry", "ok thx", "np"};

constexpr std::string_view kGerman[] = {
    "ich", "und", "das", "ist", "die", "der", "nicht", "wir", "es", "du", "in", "zu", "auch", "mit", "auf", "den", "ein",
    "noch", "ja", "dann", "so", "für", "schon", "mal", "aber", "was", "haben", "von", "kann", "morgen", "heute", "eine",
    "wie", "im", "bei", "wenn", "habe", "sind", "nur", "uns", "bin", "wird", "doch", "gut", "gerade", "wieder", "über",
    "später", "natürlich", "Büro", "Straße", "Grüße", "möchte", "könnte", "müssen", "zurück", "fährt", "Vertrag",
    "Rechnung", "Termin", "Woche", "Angebot", "Unterlagen", "Besprechung", "Kunde", "Lieferung", "schicken", "prüfen",
    "Zahlen", "bestätigen", "Anhang", "ungefähr", "vielleicht", "eigentlich", "genau", "pünktlich", "Wochenende"};
constexpr std::string_view kGermanReplies[] = {"ja", "nein", "ok", "danke", "Danke!", "gerne", "passt", "super", "klar",
                                               "bis später", "warum?", "genau", "haha", "schön", "mache ich"};

constexpr std::string_view kSpanish[] = {
    "que", "de", "no", "a", "la", "el", "y", "es", "en", "lo", "un", "por", "me", "con", "se", "una", "para", "ya", "pero",
    "si", "está", "los", "mañana", "hoy", "todo", "más", "como", "bien", "hay", "te", "yo", "al", "muy", "eso", "esta",
    "cuando", "también", "tengo", "vamos", "qué", "así", "puede", "luego", "después", "reunión", "contrato", "factura",
    "número", "semana", "oficina", "cliente", "envío", "día", "señor", "niños", "teléfono", "página", "última", "próximo",
    "dirección", "informe", "precio", "mensaje", "gracias", "llegar", "aquí", "allí", "además", "según", "todavía"};
constexpr std::string_view kSpanishReplies[] = {"sí", "no", "vale", "gracias", "¡Gracias!", "ok", "claro", "jaja", "listo",
                                                "¿por qué?", "¿cuándo?", "perfecto", "hasta luego", "ya"};

constexpr std::string_view kFrench[] = {
    "je", "de", "est", "pas", "le", "on", "la", "et", "tu", "à", "que", "les", "il", "en", "un", "ça", "pour", "des", "une",
    "ce", "mais", "dans", "du", "qui", "avec", "bien", "sur", "si", "plus", "tout", "oui", "même", "été", "fait", "demain",
    "réunion", "contrat", "facture", "après", "déjà", "aussi", "très", "être", "où", "peut", "nous", "vous", "semaine",
    "bureau", "numéro", "problème", "réponse", "envoyé", "dernière", "première", "équipe", "client", "prêt", "merci",
    "bientôt", "peut-être", "aujourd'hui", "janvier", "février", "août", "livraison", "société", "côté", "plutôt"};
constexpr std::string_view kFrenchReplies[] = {"oui", "non", "ok", "merci", "Merci !", "d'accord", "ça marche", "mdr",
                                               "parfait", "pourquoi ?", "à demain", "très bien", "voilà"};

constexpr std::string_view kPortuguese[] = {
    "que", "de", "não", "a", "o", "e", "é", "eu", "um", "para", "com", "se", "uma", "em", "já", "mas", "você", "está",
    "amanhã", "hoje", "tudo", "mais", "bem", "isso", "por", "na", "no", "vai", "então", "também", "aqui", "reunião",
    "contrato", "fatura", "número", "semana", "escritório", "cliente", "preço", "depois", "até", "ainda", "só", "muito",
    "quando", "agora", "pessoal", "relatório", "versão", "última", "próxima", "ligação", "endereço", "atenção", "manhã",
    "três", "mês", "obrigado", "água", "pão", "café", "avião", "reserva", "confirmação", "alguém", "ninguém"};
constexpr std::string_view kPortugueseReplies[] = {"sim", "não", "ok", "obrigado", "Obrigada!", "beleza", "kkk", "certo",
                                                   "por quê?", "até amanhã", "isso", "já vou", "perfeito"};

constexpr Vocabulary kVocabularies[] = {{"en", kEnglish, kEnglishReplies},
                                        {"de", kGerman, kGermanReplies},
                                        {"es", kSpanish, kSpanishReplies},
                                        {"fr", kFrench, kFrenchReplies},
                                        {"pt", kPortuguese, kPortugueseReplies}};

constexpr std::string_view kEmojiWords[] = {"😀", "😂", "👍", "🙏", "🎉", "❤️", "😅", "🤔", "👏", "🔥", "😊", "👋🏽", "🚀",
                                       "😢", "✅", "👀", "🤷‍♀️", "💪", "☕", "🇺🇦", "😎", "👨‍👩‍👧", "🍕", "🙈"};
constexpr std::string_view kAccented[] = {"café", "naïve", "Zürich", "résumé", "São", "Kraków", "façade", "Łódź",
                                          "jalapeño", "déjà", "über", "Đorđe", "Київ", "Αθήνα", "東京", "señor"};
constexpr std::string_view kGiven[] = {"Ada", "Ben", "Chloë", "Dana", "Emil", "Fatima", "Goran", "Hana", "Igor", "Jana",
                                       "Kofi", "Lena", "Marek", "Nadia", "Oskar", "Priya", "Quentin", "Rosa", "Stefan",
                                       "Tomás", "Ute", "Viktor", "Wanda", "Xenia", "Yusuf", "Zoë", "Aiko", "Björn", "Céline",
                                       "Dmytro", "Elif", "Femi", "Greta", "Hugo", "Ines", "Jamal", "Karin", "Luca", "Mina",
                                       "Noor"};
constexpr std::string_view kFamily[] = {"Almond", "Brook", "Carver", "Dorn", "Eberle", "Fenn", "Garden", "Holt", "Ivens",
                                        "Juniper", "Kessel", "Larch", "Moss", "Niemi", "Ortega", "Pryce", "Quill", "Reed",
                                        "Sorrel", "Thorne", "Umber", "Vale", "Wick", "Yarrow", "Zell", "Åberg", "Núñez",
                                        "O'Hara", "Müller", "Novák"};

// clang-format on

}  // namespace

std::span<const Vocabulary> vocabularies() {
  return kVocabularies;
}
std::span<const std::string_view> chat_emoji() {
  return kEmojiWords;
}
std::span<const std::string_view> accented_words() {
  return kAccented;
}
std::span<const std::string_view> given_names() {
  return kGiven;
}
std::span<const std::string_view> family_names() {
  return kFamily;
}

}  // namespace rsmf
