#include "name/form_words.h"

#include "metric/distance.h"

enum {
    FORM_WORD_LETTERS = 6,
    FORM_WORD_LIMIT = 28,
    FORM_WORD_LIMIT_SHORT = 21,
    FORM_WORD_LONG = 8,
    FORM_WORD_GAP = 4
};

/* Sorted by the first letter. */
static const char *const WORDS[] = {
    "akciova",          "akcionarska",        "akcionarsko",      "aktiebolag",     "aktiengesellschaft",
    "aktieselskab",     "aktiselts",          "aktsiaselts",      "aktsionerne",    "aktsionernoe",
    "anonima",          "anonimowa",          "atbildibu",        "atviroji",       "beschrankter",
    "bendrove",         "delniska",           "dionicko",         "drustvo",        "drzavno",
    "felelossegu",      "gesellschaft",       "haftung",          "ierobezotu",     "korlatolt",
    "liability",        "naamloze",           "obmezhenoiu",      "obshchestvo",    "odgovornoscu",
    "odgovornostjo",    "odpowiedzialnoscia", "ogranichennoi",    "ogranichennoy",  "ograniczona",
    "osakeyhtio",       "otvetstvennostyu",   "otwarta",          "poduzece",       "publichnoe",
    "raspundere",       "responsabilidad",    "responsabilidade", "responsabilita", "responsabilite",
    "reszvenytarsasag", "sabiedriba",         "sociedad",         "sociedade",      "societate",
    "societatea",       "spolecnost",         "spolocnost",       "szovetsegi",     "tarsasag",
    "tovarystvo",       "unitarnoe",          "unitarnoye",       "uzdaroji",       "vallalat",
    "vennootschap",
};

static bool is_near(str word, const phone_word *sound, str letters)
{
    phone_word form;
    int limit = letters.len < FORM_WORD_LONG ? FORM_WORD_LIMIT_SHORT : FORM_WORD_LIMIT;
    if (word.data[0] != letters.data[0] || letters.len + FORM_WORD_GAP < word.len ||
        word.len + FORM_WORD_GAP < letters.len)
        return false;
    phone_from_letters(word, &form);
    return phone_count_gap(&form, sound) <= 2 &&
           distance_within(&form, sound, limit, DISTANCE_FULL) != DISTANCE_NONE;
}

bool form_word_is_near(const phone_word *sound, str letters)
{
    bool near = false;
    for (size_t i = 0; letters.len >= FORM_WORD_LETTERS && !near && i < sizeof WORDS / sizeof *WORDS; i++)
        near = is_near(str_of(WORDS[i]), sound, letters);
    return near;
}
