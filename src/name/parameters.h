/* Every number of the scorer in one place, frozen with the model (docs/internals/scoring.md says why each is
 * what it is). A penalty of PENALTY_ALERT is a score of 0.70. */
#ifndef NAME_PARAMETERS_H
#define NAME_PARAMETERS_H

enum {
    /* information of a token: 100 for a rare name of five letters or more */
    WEIGHT_RARE = 100,
    WEIGHT_STEP = 8, /* less per level of frequency */
    WEIGHT_CONTRAST = 122,
    WEIGHT_CONTRAST_SHORT = 100,
    WORD_RARE = 48,
    WORD_STEP = 6,
    WORD_CONTRAST = 107,
    WORD_CONTRAST_STEP = 3,

    /* limits of the relation "variant", by sounds of the shorter word */
    VARIANT_LIMIT_2 = 0,
    VARIANT_LIMIT_3 = 26,
    VARIANT_LIMIT_4 = 29,
    VARIANT_LIMIT_5 = 40,
    VARIANT_LIMIT_6 = 42,
    VARIANT_LIMIT_7 = 46,
    VARIANT_LIMIT_8 = 52,
    ABJAD_LIMIT_5 = 16,
    ABJAD_LIMIT_7 = 19,
    ABJAD_LIMIT_8 = 26,
    JOINED_LIMIT = 17,  /* below a unit: equal skeletons */
    JOINED_LETTERS = 5, /* a shorter joined unit reads like a word of its own: only equal letters count */
    JOINED_MOST = 16,   /* letters of three words that are written as one */
    JOINED_COST = 3,

    PENALTY_ALERT = 100,
    PENALTY_CONTRADICTION = 110, /* per hundred of contrast */
    MISSING_EDGE = 120,          /* per cent, the first or last word of a person */
    MISSING_MIDDLE = 85,         /* likewise a word between */
    WEIGHT_SCALED = 40,          /* a name that weighs less has small words only */
    WEIGHT_PATRONYMIC = 45,
    HONOUR_SHARE = 40,    /* per cent, of the name of somebody whom an organisation is named after */
    PENALTY_MISSING = 36, /* per hundred of information missing on one side */
    PENALTY_SHORTAGE = 133,
    MISSING_SYLLABLE = 250,  /* per cent, a part of a Han or Hangul name: without it, it is another name */
    WEIGHT_SYLLABLE = 55,    /* when nothing is matched and a hundred is left over */
    READ_COST = 12,          /* all readings of a name in characters are given: a variant that costs more, */
    READ_COST_JOINED = 9,    /* or so much with words joined, */
    READ_TIMES = 3,          /* is another name, and costs so many times as much */
    EASTERN_WORDS = 4,       /* of a name of China, Korea or Vietnam, at most; */
    EASTERN_COST = 2,        /* a variant of a word of it that costs more, */
    EASTERN_COST_JOINED = 5, /* or so much with words joined, is another name too */
    SHORTAGE_FROM = 190,     /* information matched from which nothing is short */
    TITLED_EDITS = 8,        /* of a family name that stands alone behind a title: how near it must be, */
    INFORMATION_RARE = 90,   /* and how rare */
    PENALTY_LONE = 35,       /* more, where one word alone is matched and a whole one is left over */
    CONTRAST_WHOLE = 95,     /* of a word that is a name of its own */
    MISSING_BEHIND_CUT = 20, /* per cent, of what stands behind the cut of a field */
    RELIEF_CUT = 60,         /* at most */
    RELIEF_QUOTES = 75,      /* at most, for words around a name in quotation marks that are missing */
    SHORT_OBJECT = 5,        /* sounds of the name of a ship that has READ_TIMES the edits of others */
    LONG_FROM = 240,         /* information matched from which edits weigh less, */
    LONG_SHARE = 50,         /* by so many per cent for each hundred more, */
    RELIEF_LONG = 40,        /* at most */
    CORE_COST = 8,           /* of a link of the only word of two names, from which its edits count */
    CORE_TIMES = 2,          /* so many times; */
    LONG_CORE_LENS = 18,     /* but one slip does not where both have so many sounds together */
    BODY_INFORMATION = 16,
    SWAP_AGREES =
        3, /* words, one of its own counted twice, that agree where a word of what organisations do */
    SWAP_EDITS = 8,   /* stands for another, each nearer than this: */
    RELIEF_SWAP = 55, /* half of the contradiction is taken off, at most so much */
    NEAR_CORE_COST =
        3, /* of a link of all that two names have of their own, from which they are merely near; */
    NEAR_CORE_COST_JOINED = 6,
    NEAR_CORE_COST_ROMANISED = 12, /* one of them Cyrillic or Greek; in a shorter word */
    NEAR_CORE_COST_ROMANISED_SHORT = 10,
    NEAR_CORE_LENS_ACRONYM = 8,   /* letters of both together: every other one makes another acronym */
    NEAR_CORE_LENS = 13,          /* sounds of both together, if it is longer */
    PENALTY_NEAR_CORE = 45,       /* more where nothing else agrees, */
    PENALTY_NEAR_CORE_SHORT = 75, /* in a shorter one, */
    PENALTY_LEFT = 12,            /* and for each word that is left over */
    COMMON_AGREES = 2,            /* where no more than so many words agree, none of them a name, */
    PENALTY_LEFT_COMMON = 25,     /* for each word left over, */
    PENALTY_LONE_COMMON = 60,     /* and where it is one alone, and holds by translation */
    PENALTY_INITIAL = 12,
    PENALTY_INITIAL_OTHER = 35,  /* in names of organisations and ships a letter is a name of its own */
    PENALTY_NICKNAME_OTHER = 60, /* and no nickname stands for another */
    PENALTY_COMMON = 105,        /* a legal form for another where a name is nothing else */
    INITIAL_INFORMATION = 15,
    NUMBER_MATCHED = 45, /* of a number that is matched; another one, or none, tells far more */
    PENALTY_ORDER = 5,   /* per token out of order */
    PENALTY_ORDER_MAX = 20,
    PENALTY_FATHER = 105,    /* the query names another father than every name of the entity that has one, or
                              * the son for the father */
    PENALTY_FORM = 60,       /* two legal forms that exclude one another */
    PENALTY_FORM_KIND = 105, /* one of a business, one of a body without profit */
    PENALTY_DUPLICATE = 15,  /* per cent of the weight of a token that repeats another */

    /* evidence besides the name; less than 0 speaks for a match */
    EVIDENCE_SAME_DAY = -25,
    EVIDENCE_NEAR_DAY = 8,
    EVIDENCE_SAME_YEAR = -8,
    EVIDENCE_SAME_YEAR_OTHER_DAY = 25,
    EVIDENCE_NEAR_YEAR = 10,
    EVIDENCE_FEW_YEARS = 30,
    EVIDENCE_SOME_YEARS = 50,
    EVIDENCE_OTHER_YEAR = 80,
    EVIDENCE_SAME_COUNTRY = -6,
    EVIDENCE_OTHER_COUNTRY = 20,
    EVIDENCE_OTHER_GENDER = 45,
    EVIDENCE_SAME_CITY = -6,
    EVIDENCE_OTHER_SHIP = 70,
    EVIDENCE_EXACT = 10,      /* penalty of a name that is met exactly, */
    EVIDENCE_EXACT_WORDS = 2, /* by so many whole words: no evidence hides it */

    WEAK_CEILING = 6900, /* score of a weak alias alone */
    WEAK_EXACT = 12,     /* penalty up to which a weak alias is matched word for word and counts in full */
    WEAK_OTHER_SCRIPT = 25,
    WEAK_SUPPORT = 5000, /* score of another name, from which a weak alias counts in full */
};

#define WEIGHT_OF_PARTICLE        ((token_weight){8, 10})
#define WEIGHT_OF_EASTERN         ((token_weight){50, 100})
#define WEIGHT_OF_TITLE           ((token_weight){5, 5})
#define WEIGHT_OF_FORM            ((token_weight){6, 0})
#define WEIGHT_OF_STOP            ((token_weight){3, 3})
#define WEIGHT_OF_NUMBER          ((token_weight){290, 105})
#define WEIGHT_OF_LONG_NUMBER     ((token_weight){20, 105})
#define WEIGHT_OF_CODE            ((token_weight){100, 120}) /* letters and figures: "3M", "2CH" */
#define WEIGHT_OF_BODY            ((token_weight){BODY_INFORMATION, 60}) /* "company", "group" */
#define WEIGHT_OF_NUMBER_OBJECT   ((token_weight){290, 120})
#define WEIGHT_OF_NUMBER_PERSON   ((token_weight){15, 15})
#define WEIGHT_OF_INITIAL_OBJECT  ((token_weight){200, 95}) /* "EMILY S" is another ship than "EMILY" */
#define WEIGHT_OF_PARTICLE_OBJECT ((token_weight){30, 30})
#define WEIGHT_OF_INITIAL         ((token_weight){20, 95})
#define WEIGHT_OF_PLACE           ((token_weight){40, 95})
#define WEIGHT_OF_CONTEXT         ((token_weight){2, 2})

#endif
