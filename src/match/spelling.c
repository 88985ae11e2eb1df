#include "match/spelling.h"

enum { HABIT_J, HABIT_J_ALL, HABIT_W, HABIT_KH, HABIT_LISP, HABIT_J_AND_W };

/* True if j after this letter belongs to it: sj, zj, tj, dj are one sound each. */
static bool takes_j(char c)
{
    return c == 's' || c == 'z' || c == 't' || c == 'd';
}

/* Letters read at `i` for the habit: how many are taken and what is written instead. */
static size_t read_at(str s, size_t i, unsigned habit, char *instead)
{
    char c = s.data[i], next = i + 1 < s.len ? s.data[i + 1] : 0, before = i > 0 ? s.data[i - 1] : 0;
    switch (habit) {
    case HABIT_J:
    case HABIT_J_ALL:
    case HABIT_J_AND_W:
        if (c == 'w' && habit == HABIT_J_AND_W) {
            *instead = 'v';
            return 1;
        }
        if (c == 'j' && (habit == HABIT_J_ALL || !takes_j(before))) {
            *instead = 'y';
            return 1;
        }
        return 0;
    case HABIT_W:
        if (c == 'w') {
            *instead = 'v';
            return 1;
        }
        return 0;
    case HABIT_KH:
        if ((c == 'k' || c == 'c') && next == 'h' && before != 's' && before != 't') {
            *instead = 'h';
            return 2;
        }
        return 0;
    default:
        if ((c == 't' || c == 'd') && next == 'h') {
            *instead = c == 't' ? 's' : 'z';
            return 2;
        }
        return 0;
    }
}

size_t spelling_by_habit(str letters, unsigned habit, char *out, size_t cap)
{
    size_t len = 0;
    bool changed = false;
    for (size_t i = 0; i < letters.len;) {
        char instead = letters.data[i];
        size_t taken = read_at(letters, i, habit, &instead);
        if (len == cap)
            return 0;
        out[len++] = instead;
        changed = changed || taken > 0;
        i += taken ? taken : 1;
    }
    return changed ? len : 0;
}
