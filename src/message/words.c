#include "message/words.h"

#define WORDS_LEN    4096 /* of a value that is looked at */
#define WORD_LETTERS 6

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

bool reads_like_words(str value)
{
    size_t letters = 0, run = 0, words = 0;
    for (size_t i = 0; i < value.len && i < WORDS_LEN; i++) {
        bool letter = is_letter(value.data[i]);
        run = letter ? run + 1 : 0;
        letters += letter;
        words += run == 3;
    }
    return words >= 2 && letters >= 8;
}

bool is_one_word(str value)
{
    static const char *const fillers[] = {"NOTPROVIDED", "NONREF", "NOTAPPLICABLE"};
    for (size_t i = 0; i < value.len; i++)
        if (!is_letter(value.data[i]))
            return false;
    for (size_t i = 0; i < sizeof fillers / sizeof fillers[0]; i++)
        if (str_equal_nocase(value, str_of(fillers[i])))
            return false;
    return value.len >= WORD_LETTERS;
}
