#include "mention/mention_rules.h"

#include "match/match.h"

enum {
    NEVER = MATCH_SCORE_ONE + 1,
    LETTERS_LEAST = 8,    /* of a window: shorter ones are like too many names */
    WHOLE_LETTERS = 6,    /* where it is the very name */
    SYLLABIC_LETTERS = 9, /* three signs */
    ALONE_LETTERS = 5,
    ARTICLE_LETTERS = 3,
    ALONE_UPPER = 4,
    BEGINNING_LETTERS = 7, /* at the beginning of a sentence, where any word has a capital */
    BARE_LETTERS = 10,     /* of an organisation's name without its legal form */
    FIELD_LETTERS = 3,     /* of a word alone in a field of a payment; in small letters */
    FIELD_LOWER = 6,
    BARE_SCORE = 9000,
    ALONE_SCORE = 9800,
    COMMON_SCORE = 9950,  /* common words only: the listed name itself */
    SEVERAL_SCORE = 9500, /* three and more of them */
    LONG_NAME = 4,        /* words of a name that may leave one out */
    EDIT_LETTERS = 7,     /* of a listed word that may have a wrong one whatever the rest is */
    OWN_LETTERS = 6,      /* of a word that may be spelled otherwise */
    FRAME_SCORE = 8500,   /* from a script without short vowels to one with them */
    SYLLABIC_SCORE = 9500,
    SURE_PENALTY = 15,  /* over a sign that parts words the words must be beyond doubt */
    SHIP_NEAR = 3,      /* words before a name among which one for a ship counts */
    SEA_NEAR = 8,       /* likewise words of cargo, which tell less */
    SEA_WORDS = 2,      /* so many of them tell as much */
    FLAG_NEAR = 3,      /* words behind a name among which one for a flag counts */
    AROUND = 8,         /* words on each side that show how the text is written */
    AROUND_LETTERS = 4, /* of a word that shows it */
};

bool mention_rules_small(mention_scan *s, const occurrence *o)
{
    const scan_place *p = mention_scan_at(s, o->first);
    return p->cased && !p->capital;
}

bool mention_rules_anchor(mention_scan *s, const occurrence *o, const word_relation *r)
{
    if (o->entry->flags & WORD_BREAK)
        return false;
    /* in small letters a word is a name only if it is the very word; so is a word of which texts are full */
    if (o->entry->flags & WORD_FUNCTION)
        return r->grade == GRADE_EQUAL && mention_scan_at(s, o->first)->capital;
    return !mention_rules_small(s, o) || r->grade <= GRADE_INFLECTED;
}

/* What the words of a window are, those for particles, titles and forms left out. */
typedef struct summary {
    size_t heavy, lower, common, edits, letters, known;
    size_t ordinary;    /* words that others use too: the lexicon has them, and not as rare ones */
    size_t own;         /* words that the lexicon does not know, of which the name is made */
    size_t matched;     /* tokens of the name, the small ones too */
    bool titled;        /* a particle or title is there, other than an article of the language */
    bool own_sure;      /* one of them is the very word, or long */
    bool family, given; /* words of the family name are there, and others */
    bool needs_family;  /* the name has one */
    size_t inexact;     /* words that are not the very word */
    bool short_edit;    /* a letter is wrong in a short word */
    bool inflected;
    bool loose_lower;  /* a word that is not the very word is in small letters */
    bool other_script; /* some word is in another script than the listed one */
    bool syllabic, uncased, latin;
    bool mixed;     /* words of several scripts */
    uint8_t script; /* of the first */
    bool framed;    /* a word of a script without short vowels stands for one of another */
    bool whole;     /* nothing of the name is missing, and nothing else there */
    bool filled;    /* no word at all is between those of the name */
} summary;

/* True if the token is of the family name, as far as that is known. */
static bool is_family(const table_name *n, size_t i, const table_token *k)
{
    if (n->family_from < n->family_to)
        return i >= n->family_from && i < n->family_to;
    return !k->given && !k->patronymic;
}

/* A word of a language, of places or of many names. */
static bool is_ordinary(unsigned flags)
{
    return (flags & WORD_FUNCTION) || ((flags & (WORD_KNOWN | WORD_COMMON)) && !(flags & WORD_UNCOMMON));
}

/* A long name of a place with a wrong letter is no other word, as a common word with one often is. */
static bool is_long_place(uint8_t role, const word_entry *e)
{
    return role == ROLE_PLACE && e->letter_count >= OWN_LETTERS;
}

static void add_word(mention_scan *s, const mention_window *w, size_t i, summary *sum)
{
    const table_token *k = &s->table->tokens[s->table->name_tokens[w->name->first_token + i]];
    const window_word *word = &w->words[i];
    uint8_t role = k->roles[w->name->kind];
    bool family = is_family(w->name, i, k);
    sum->matched += word->occurrence != NULL;
    if (word->occurrence && align_is_small(role)) /* "the" is no title, "al" may be one */
        sum->titled = sum->titled || !(word->occurrence->entry->flags & WORD_FUNCTION) ||
                      (word->occurrence->entry->flags & WORD_JOINS) ||
                      word->occurrence->entry->letter_count > ARTICLE_LETTERS;
    if (align_is_small(role) || role == ROLE_INITIAL)
        return;
    sum->needs_family = sum->needs_family || family;
    if (!word->occurrence)
        return;
    const word_entry *e = word->occurrence->entry;
    bool lower = mention_rules_small(s, word->occurrence), exact = word->grade <= WINDOW_INFLECTED;
    bool common = (e->flags & (WORD_COMMON | WORD_FUNCTION | WORD_NUMBER)) != 0 ||
                  (word->grade == WINDOW_EDIT && k->common && !is_long_place(role, e));
    sum->mixed = sum->mixed || (sum->heavy > 0 && sum->script != e->script);
    sum->script = e->script;
    sum->heavy++;
    sum->lower += lower;
    sum->common += common;
    sum->own += !common && !(e->flags & WORD_KNOWN) && word->grade != WINDOW_MEANING;
    sum->own_sure =
        sum->own_sure || (!common && !(e->flags & WORD_KNOWN) && (exact || e->letter_count >= OWN_LETTERS));
    sum->known += (e->flags & WORD_KNOWN) != 0;
    sum->ordinary += is_ordinary(e->flags);
    sum->edits += word->grade == WINDOW_EDIT;
    sum->short_edit = sum->short_edit || (word->grade == WINDOW_EDIT && e->letter_count + 1 < EDIT_LETTERS);
    sum->letters += e->letter_count;
    sum->family = sum->family || family;
    sum->given = sum->given || !family;
    sum->inexact += !exact;
    sum->inflected = sum->inflected || word->grade == WINDOW_INFLECTED;
    sum->loose_lower = sum->loose_lower || (lower && !exact && word->grade != WINDOW_MEANING);
    sum->other_script = sum->other_script || e->script != k->script;
    sum->syllabic = sum->syllabic || (e->flags & WORD_SYLLABIC);
    sum->latin = sum->latin || e->script == SCRIPT_LATIN;
    sum->uncased = sum->uncased || !mention_scan_at(s, word->occurrence->first)->cased;
    bool frame = e->script == SCRIPT_ARABIC || e->script == SCRIPT_HEBREW;
    sum->framed = sum->framed || frame != ((k->flags & TOKEN_ABJAD) != 0);
}

static summary summary_of(mention_scan *s, const mention_window *w)
{
    summary sum = {0};
    for (size_t i = 0; i < w->name->count; i++)
        add_word(s, w, i, &sum);
    uint64_t covered = 0;
    for (size_t i = 0; i < w->name->count; i++)
        if (w->words[i].occurrence)
            covered += w->words[i].occurrence->last - w->words[i].occurrence->first + 1;
    sum.whole = sum.matched == w->name->count && w->extra == 0;
    sum.filled = covered == w->last - w->first + 1;
    return sum;
}

static bool is_craft(const mention_window *w)
{
    return w->name->schema == SCHEMA_VESSEL || w->name->schema == SCHEMA_AIRPLANE;
}

/* ---- what stands around ---- */

/* The gap behind the window; that of the end of the text where there is none. */
static unsigned gap_behind(mention_scan *s, const mention_window *w)
{
    return w->last + 1 < s->next ? mention_scan_at(s, w->last + 1)->gap : GAP_HARD;
}

/* True if a word near the window, with no hard gap between, is of this kind and no function word. */
static bool has_near(mention_scan *s, const mention_window *w, unsigned kind, uint64_t before,
                     uint64_t behind)
{
    for (uint64_t n = 1; n <= before && w->first >= s->from + n; n++) {
        if (mention_scan_at(s, w->first - n + 1)->gap & GAP_HARD)
            break;
        const scan_place *p = mention_scan_at(s, w->first - n);
        for (size_t i = 0; i < p->count; i++)
            if ((p->occurrences[i].entry->flags & kind) && !(p->occurrences[i].entry->flags & WORD_FUNCTION))
                return true;
    }
    for (uint64_t n = 1; n <= behind && w->last + n < s->next; n++) {
        const scan_place *p = mention_scan_at(s, w->last + n);
        if (p->gap & GAP_HARD)
            break;
        for (size_t i = 0; i < p->count; i++)
            if ((p->occurrences[i].entry->flags & kind) && !(p->occurrences[i].entry->flags & WORD_FUNCTION))
                return true;
    }
    return false;
}

/* True if the word at the place, in this text, is of this kind. */
static bool is_at(mention_scan *s, uint64_t place, unsigned kind)
{
    if (place < s->from || place >= s->next)
        return false;
    const scan_place *p = mention_scan_at(s, place);
    for (size_t i = 0; i < p->count; i++)
        if (p->occurrences[i].entry->flags & kind)
            return true;
    return false;
}

/* Words of ships and cargo before the window, each once. */
static size_t sea_words(mention_scan *s, const mention_window *w)
{
    const word_entry *before = NULL;
    size_t count = 0;
    for (uint64_t n = 1; n <= SEA_NEAR && w->first >= s->from + n; n++) {
        const word_entry *e = mention_scan_at(s, w->first - n)->occurrences[0].entry;
        if ((e->flags & WORD_SEA) && e != before) {
            before = e;
            count++;
        }
    }
    return count;
}

/* "ELEGANCE VOY. 331", "loaded on RANGLER V.12E" */
static bool has_voyage(mention_scan *s, const mention_window *w, size_t sea)
{
    uint64_t next = w->last + 1;
    return is_at(s, next, WORD_VOYAGE) &&
           (!is_at(s, next, WORD_SINGLE) || (sea && is_at(s, next + 1, WORD_NUMBER)));
}

/* "SKYLINE / Panama flag" */
static bool has_flag(mention_scan *s, const mention_window *w)
{
    if (!(gap_behind(s, w) & (GAP_HARD | GAP_SOFT)))
        return false;
    for (uint64_t n = 2; n <= FLAG_NEAR; n++)
        if (is_at(s, w->last + n, WORD_FLAG))
            return is_at(s, w->last + n - 1, WORD_LAND);
    return false;
}

/* What stands around is of a ship: a word for one before the name, a voyage or a flag behind it, another name
 * of it or much of its cargo. */
static bool is_ship(mention_scan *s, const mention_window *w)
{
    if (has_near(s, w, WORD_SHIP, SHIP_NEAR, 0))
        return true;
    size_t sea = sea_words(s, w);
    bool former = is_at(s, w->last + 1, WORD_FORMER) || is_at(s, w->first - 1, WORD_FORMER);
    return sea >= SEA_WORDS || (sea && former) || has_voyage(s, w, sea) || has_flag(s, w);
}

/* A quoted name of an organisation: «Rosneft». */
static bool is_quoted(mention_scan *s, const mention_window *w)
{
    return (mention_scan_at(s, w->first)->gap & GAP_QUOTE_BEFORE) && (gap_behind(s, w) & GAP_QUOTE_BEHIND);
}

/* True where most of the words around are in small letters, so that a capital says something. */
static bool capitals_tell(mention_scan *s, const mention_window *w)
{
    uint64_t from = w->first > s->from + AROUND ? w->first - AROUND : s->from;
    uint64_t to = w->last + AROUND < s->next ? w->last + AROUND : s->next - 1;
    size_t capital = 0, all = 0;
    for (uint64_t at = from; at <= to; at++) {
        const scan_place *p = mention_scan_at(s, at);
        bool inside = at >= w->first && at <= w->last;
        if (inside || !p->cased || p->occurrences[0].entry->letter_count < AROUND_LETTERS)
            continue;
        all++;
        capital += p->capital;
    }
    return (all >= 2 || (all == 1 && capital == 0)) && capital * 2 <= all;
}

static bool is_capital_word(mention_scan *s, uint64_t place)
{
    const scan_place *p = mention_scan_at(s, place);
    return p->cased && p->capital &&
           !(p->occurrences[0].entry->flags & (WORD_FUNCTION | WORD_CLASS | WORD_FORM));
}

/* A word beside it that is written as a name too: the window is part of another name. */
static bool is_part_of_name(mention_scan *s, const mention_window *w)
{
    unsigned parts = GAP_HARD | GAP_SOFT;
    bool before = w->first > s->from && !(mention_scan_at(s, w->first)->gap & parts) &&
                  !mention_scan_at(s, w->first - 1)->sentence && is_capital_word(s, w->first - 1);
    return before || (!(gap_behind(s, w) & parts) && is_capital_word(s, w->last + 1));
}

/* ---- one word for a whole name ---- */

/* The text uses the word in small letters too: "Stream" is then no name. */
static bool is_word_of_text(const mention_scan *s, const mention_window *w)
{
    for (size_t i = 0; i < w->name->count; i++) {
        uint32_t number = s->table->name_tokens[w->name->first_token + i];
        bool heavy = !align_is_small(s->table->tokens[number].roles[w->name->kind]);
        if (heavy && w->words[i].occurrence && mention_scan_is_word(s, number))
            return true;
    }
    return false;
}

/* A bare word is a name where it is written as one and nothing else, and capitals tell. */
static bool stands_out(mention_scan *s, const mention_window *w, const summary *sum, bool met)
{
    const scan_place *p = mention_scan_at(s, w->last); /* of "Al-Shabaab" the second half tells */
    if (w->name->has_form || sum->inflected || sum->other_script || !p->cased || is_part_of_name(s, w) ||
        is_word_of_text(s, w))
        return false;
    if (met)
        return true;
    return sum->letters >= (p->sentence ? BEGINNING_LETTERS
                            : p->upper  ? ALONE_UPPER
                                        : ALONE_LETTERS) &&
           capitals_tell(s, w);
}

/* In a field of a payment capitals tell nothing: there an organisation's whole name is found wherever the
 * word is no other name and no word of a language. */
static bool is_own_word(const mention_window *w, const summary *sum)
{
    bool one = sum->matched == 1 || (sum->titled && w->joined); /* "AL-AQSA" */
    /* "ROSOBORONEXPORT" for "ROSOBORONEXPORT OAO": a long word that nothing else is called */
    bool bare = w->name->has_form && w->extra == 0 && sum->matched == 1 && !sum->known &&
                sum->letters >= BARE_LETTERS;
    return (sum->whole || bare) && one && w->name->kind == KIND_ORGANISATION && !sum->ordinary &&
           !sum->inflected && !sum->other_script && !sum->syllabic &&
           sum->letters >= (sum->lower ? FIELD_LOWER : FIELD_LETTERS);
}

/* One word must be the very word. It is a name with its legal form or its title, quoted beside a word for its
 * kind, behind a word for a ship, or where it stands out. A nickname alone tells nothing. */
static int least_alone(mention_scan *s, const mention_window *w, const summary *sum, mention_alone alone,
                       bool met)
{
    bool formed = sum->whole && sum->matched > 1 && w->name->has_form;
    if (alone == MENTION_ALONE_IN_FIELD && !sum->inexact && is_own_word(w, sum))
        return sum->whole ? ALONE_SCORE : BARE_SCORE;
    if (sum->lower || w->extra || w->name->heavy > 1)
        return NEVER;
    if (formed && sum->edits <= 1)
        return sum->inexact ? MENTION_SCORE : ALONE_SCORE; /* the legal form vouches for a wrong letter */
    if (sum->inexact || (sum->uncased && (sum->inflected || sum->other_script)) ||
        (sum->latin && sum->inflected))
        return NEVER;
    if (is_craft(w))
        return is_ship(s, w) ? ALONE_SCORE : NEVER;
    if (sum->whole && sum->titled && sum->own && sum->letters >= ALONE_LETTERS) /* "Chief X", "La X" */
        return ALONE_SCORE;
    if (w->name->kind == KIND_PERSON)
        return NEVER;
    bool article = sum->whole && sum->matched > 1 && w->joined && sum->latin; /* "Al-Shabaab" */
    bool taken = w->name->has_form ? sum->known || sum->common : sum->ordinary > 0;
    if (sum->syllabic || sum->letters < ALONE_UPPER || (taken && !article))
        return NEVER;
    if (has_near(s, w, WORD_FORM, 1, 1) || (is_quoted(s, w) && has_near(s, w, WORD_FORM | WORD_CLASS, 2, 1)))
        return ALONE_SCORE;
    return stands_out(s, w, sum, met) ? ALONE_SCORE : NEVER;
}

bool mention_rules_alone(mention_scan *s, const table_name *n, const occurrence *o, mention_alone alone)
{
    bool bare = n->count == 1 || (n->has_form && o->entry->letter_count >= BARE_LETTERS);
    if (alone == MENTION_ALONE_IN_FIELD && bare && n->kind == KIND_ORGANISATION &&
        !is_ordinary(o->entry->flags))
        return true;
    const mention_window w = {.name = n, .first = o->first, .last = o->last};
    const scan_place *p = mention_scan_at(s, o->first);
    if (mention_rules_small(s, o))
        return false;
    if (is_craft(&w))
        return is_ship(s, &w);
    for (size_t i = 0; i < n->count && n->count > 1; i++) {
        uint32_t token_number = s->table->name_tokens[n->first_token + i];
        const table_token *k = &s->table->tokens[token_number];
        if (k->phrase ||
            (align_is_small(k->roles[n->kind]) &&
             mention_scan_seen(s, token_number, o->first > SCAN_EXTRA ? o->first - SCAN_EXTRA : 0)))
            return true;
    }
    if (n->kind == KIND_PERSON || is_ordinary(o->entry->flags))
        return false;
    return (!n->has_form && p->cased) || has_near(s, &w, WORD_FORM | WORD_CLASS, 2, 1);
}

/* ---- several words ---- */

/* How the words are written, by the kind of name. */
static bool is_written_as_name(const mention_window *w, const summary *sum)
{
    bool organisation = w->name->kind == KIND_ORGANISATION;
    if (sum->loose_lower && !(sum->whole && organisation && sum->heavy > 2 && sum->edits == 1))
        return false; /* a word in small letters counts only as it is, but for a wrong letter in a long name
                       */
    if (sum->lower == 0)
        return true;
    if (sum->lower == sum->heavy && !organisation && !sum->whole && sum->filled) /* "ramzan kadyrov" */
        return sum->family && sum->given && !sum->inexact && sum->own == sum->heavy;
    if (sum->lower == sum->heavy) /* all in small letters: no word of which texts are full, nothing missing */
        return (sum->common + 1 < sum->heavy || (organisation && sum->heavy >= LONG_NAME)) && !sum->inexact &&
               sum->whole && sum->filled && !(organisation && sum->inflected);
    return organisation; /* "Central bank of Cuba" */
}

/* A person is named by the family name and one more; where the list does not tell which it is, not by given
 * names alone if there are others. */
static int least_person(const mention_window *w, const summary *sum)
{
    bool told = w->name->family_from < w->name->family_to;
    if (told ? !sum->family || !sum->given : !sum->family && sum->needs_family)
        return NEVER;
    return sum->framed ? FRAME_SCORE : MENTION_SCORE;
}

/* Of an organisation nothing may be missing, or it is another of its kind; its words stand in their order.
 * Words that all the world uses are its name only as they are; a word of its own that is short must be the
 * very word. */
static int least_organisation(const mention_window *w, const summary *sum)
{
    bool plural = sum->latin && sum->inflected && !sum->whole;
    if ((sum->heavy < w->name->heavy && sum->heavy < LONG_NAME) || plural ||
        !mention_window_in_order(w, w->name->turned))
        return NEVER;
    if (sum->framed && sum->own < 2 && sum->inexact)
        return NEVER;
    if (sum->whole && sum->heavy > 2 && sum->edits == 1 && sum->inexact == 1)
        return MENTION_SCORE; /* one wrong letter in a long name that is there as a whole */
    if (sum->own == 0 || sum->common == sum->heavy)
        return !sum->whole && sum->heavy < LONG_NAME ? NEVER : sum->heavy > 2 ? SEVERAL_SCORE : COMMON_SCORE;
    if (sum->inexact && !sum->own_sure)
        return NEVER;
    return sum->framed ? FRAME_SCORE : MENTION_SCORE;
}

/* Ships and aircraft are called by the names of men, places and things. */
static int least_craft(mention_scan *s, const mention_window *w, const summary *sum)
{
    bool ship = is_ship(s, w);
    if (!sum->whole || !mention_window_in_order(w, w->name->turned) ||
        (!ship && (sum->inexact || sum->inflected || sum->other_script)))
        return NEVER;
    return ship ? MENTION_SCORE : COMMON_SCORE;
}

/* East Asia writes the family name first. */
static bool family_is_first(const mention_window *w)
{
    for (size_t i = 0; i < w->name->count; i++)
        if (w->words[i].occurrence && w->words[i].occurrence->first == w->first)
            return w->name->family_from == w->name->family_to ||
                   (i >= w->name->family_from && i < w->name->family_to);
    return false;
}

/* Signs for syllables are soon alike when they are read aloud: in another script only a whole name of a
 * person, written in one at the beginning of its word. In its own script a legal form may be missing. */
static int least_syllabic(mention_scan *s, const mention_window *w, const summary *sum)
{
    bool all = sum->heavy == w->name->heavy && w->extra == 0;
    if (!sum->other_script)
        return all && mention_window_in_order(w, w->name->turned) ? SYLLABIC_SCORE : NEVER;
    bool person = w->name->kind == KIND_PERSON && sum->letters >= SYLLABIC_LETTERS && w->joined &&
                  !(mention_scan_at(s, w->first)->gap & GAP_NONE);
    return sum->whole && person && mention_window_in_order(w, true) && family_is_first(w) ? SYLLABIC_SCORE
                                                                                          : NEVER;
}

/* "Kadyrov, Ramzan": lists write the family name first, with a comma before the others. Every word must be
 * the very word, with a capital. */
static bool is_turned_by_comma(mention_scan *s, const mention_window *w)
{
    const table_name *n = w->name;
    uint64_t comma = 0;
    if (n->kind != KIND_PERSON || n->family_from == n->family_to || w->extra)
        return false;
    for (uint64_t at = w->first + 1; at <= w->last; at++) {
        int gap = mention_scan_at(s, at)->gap & (GAP_HARD | GAP_SOFT | GAP_LINE);
        if (gap && (comma || !(mention_scan_at(s, at)->gap & GAP_COMMA) || (gap & (GAP_HARD | GAP_LINE))))
            return false;
        comma = gap ? at : comma;
    }
    for (size_t i = 0; i < n->count; i++) {
        const occurrence *o = w->words[i].occurrence;
        bool family = i >= n->family_from && i < n->family_to;
        if (o &&
            (family != (o->first < comma) || w->words[i].grade != WINDOW_EQUAL || mention_rules_small(s, o)))
            return false;
    }
    return comma != 0;
}

/* Over a sign that parts words the words must be beyond doubt; over a full stop only a whole name of an
 * organisation goes: "Bros. Money Exchange". */
static bool gaps_are_good(mention_scan *s, const mention_window *w, const summary *sum)
{
    if ((w->gap & GAP_STOP) && (w->name->kind != KIND_ORGANISATION || !sum->whole || sum->inexact))
        return false;
    return !(w->gap & GAP_SOFT) || w->penalty <= SURE_PENALTY || is_turned_by_comma(s, w);
}

int mention_rules_least(mention_scan *s, const mention_window *w, mention_alone alone, bool met)
{
    summary sum = summary_of(s, w);
    bool vouched = sum.whole && (w->name->has_form || sum.heavy > 2);
    if (sum.short_edit && !vouched)
        return NEVER; /* a short word with another letter is another word */
    if (sum.heavy == 0 || sum.edits > 1 || !gaps_are_good(s, w, &sum) || (sum.mixed && sum.inexact))
        return NEVER;
    if (sum.heavy == 1)
        return alone ? least_alone(s, w, &sum, alone, met) : NEVER;
    if (sum.letters < (sum.whole && !sum.inexact ? WHOLE_LETTERS : LETTERS_LEAST) ||
        !is_written_as_name(w, &sum))
        return NEVER;
    if (sum.uncased && sum.other_script && !mention_window_in_order(w, true))
        return NEVER; /* without capitals the order has to tell */
    if (sum.syllabic)
        return least_syllabic(s, w, &sum);
    if (is_craft(w))
        return least_craft(s, w, &sum);
    if (w->name->kind == KIND_PERSON)
        return least_person(w, &sum);
    return least_organisation(w, &sum);
}
