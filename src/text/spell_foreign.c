/* Foreign names in Han characters (贝拉克·奥巴马): a fixed set of characters writes them by sound. */
#include "text/spell.h"

/* L is l or r, R is r or l at the end of a syllable. The values are those in common use for Russian, English,
 * French, Spanish and Arabic names. */
typedef struct foreign_sound {
    uint32_t cp;
    char text[6];
} foreign_sound;

static const foreign_sound SOUNDS[] = {
    {0x4E01, "tin"},  {0x4E07, "van"},  {0x4E18, "chu"},  {0x4E1D, "s"},   {0x4E39, "dan"},  {0x4E3D, "Li"},
    {0x4E45, "dyu"},  {0x4E4C, "u"},    {0x4E54, "jo"},   {0x4E9A, "ya"},  {0x4E9E, "ya"},   {0x4EA8, "hen"},
    {0x4EAC, "tin"},  {0x4EC0, "sh"},   {0x4F0A, "i"},    {0x4F0D, "vu"},  {0x4F11, "hu"},   {0x4F26, "Len"},
    {0x4F2F, "ber"},  {0x4F50, "zo"},   {0x4F69, "pe"},   {0x4F73, "ja"},  {0x502B, "Len"},  {0x5091, "je"},
    {0x514B, "k"},    {0x5167, "ne"},   {0x5170, "Lan"},  {0x5179, "z"},   {0x5185, "ne"},   {0x5188, "gon"},
    {0x51AF, "fon"},  {0x51E1, "van"},  {0x51EF, "kai"},  {0x51F1, "kai"}, {0x5207, "che"},  {0x5217, "Le"},
    {0x5225, "be"},   {0x5229, "Li"},   {0x522B, "be"},   {0x52A0, "ga"},  {0x52AA, "nu"},   {0x52B3, "Lau"},
    {0x52C3, "b"},    {0x52D2, "L"},    {0x52DE, "Lau"},  {0x5353, "jo"},  {0x5357, "nan"},  {0x535A, "bo"},
    {0x5361, "ka"},   {0x5362, "Lu"},   {0x5386, "Li"},   {0x53E4, "gu"},  {0x53F2, "s"},    {0x53F6, "ye"},
    {0x5409, "gi"},   {0x5415, "Liu"},  {0x54C8, "ha"},   {0x54E5, "go"},  {0x5510, "don"},  {0x55AC, "jo"},
    {0x56E0, "in"},   {0x56FE, "tu"},   {0x5716, "tu"},   {0x5723, "san"}, {0x574E, "kan"},  {0x5766, "tan"},
    {0x57C3, "e"},    {0x57FA, "ki"},   {0x5854, "ta"},   {0x585E, "se"},  {0x590F, "sha"},  {0x591A, "do"},
    {0x592B, "v"},    {0x5947, "ch"},   {0x5948, "nai"},  {0x5951, "che"}, {0x5965, "o"},    {0x5967, "o"},
    {0x59AE, "ni"},   {0x59C6, "m"},    {0x5A01, "vi"},   {0x5A03, "va"},  {0x5A05, "ya"},   {0x5A1C, "na"},
    {0x5A6D, "ya"},   {0x5B59, "son"},  {0x5B5F, "men"},  {0x5B63, "ti"},  {0x5B6B, "son"},  {0x5B81, "nin"},
    {0x5B89, "an"},   {0x5B97, "zon"},  {0x5BBE, "bin"},  {0x5BC6, "mi"},  {0x5BCC, "fu"},   {0x5BE7, "nin"},
    {0x5C0A, "zun"},  {0x5C14, "R"},    {0x5C1A, "shan"}, {0x5C24, "yu"},  {0x5C3C, "ni"},   {0x5C71, "san"},
    {0x5CA1, "gon"},  {0x5D14, "choi"}, {0x5DF4, "ba"},   {0x5E03, "b"},   {0x5E0C, "hi"},   {0x5E15, "pa"},
    {0x5E93, "ku"},   {0x5EAB, "ku"},   {0x5EB7, "kon"},  {0x5ED6, "Lyo"}, {0x5EF7, "tin"},  {0x5F17, "f"},
    {0x5F53, "dan"},  {0x5F6D, "pen"},  {0x5F7C, "pe"},   {0x5FB7, "d"},   {0x6069, "n"},    {0x6070, "cha"},
    {0x611B, "ai"},   {0x6208, "go"},   {0x6234, "da"},   {0x624E, "za"},  {0x6258, "to"},   {0x626C, "yan"},
    {0x62C9, "La"},   {0x62DC, "bai"},  {0x6377, "te"},   {0x63D0, "ti"},  {0x63DA, "yan"},  {0x654F, "min"},
    {0x6587, "vin"},  {0x65AF, "s"},    {0x65BD, "sh"},   {0x65E5, "zh"},  {0x65FA, "van"},  {0x6602, "ang"},
    {0x6606, "kun"},  {0x660E, "min"},  {0x6653, "sho"},  {0x666E, "p"},   {0x66C9, "sho"},  {0x66FC, "man"},
    {0x66FE, "zen"},  {0x6717, "Lan"},  {0x6728, "mu"},   {0x672C, "ben"}, {0x6731, "ju"},   {0x675C, "du"},
    {0x6768, "yan"},  {0x6770, "je"},   {0x6797, "Lin"},  {0x67E5, "cha"}, {0x67EF, "ko"},   {0x67F3, "Lyu"},
    {0x67F4, "chai"}, {0x683C, "g"},    {0x6851, "san"},  {0x6865, "jo"},  {0x6881, "Lyan"}, {0x6885, "me"},
    {0x68EE, "sen"},  {0x694A, "yan"},  {0x6A4B, "jo"},   {0x6B23, "hin"}, {0x6B27, "eu"},   {0x6B3D, "chin"},
    {0x6B50, "eu"},   {0x6B66, "u"},    {0x6B77, "Li"},   {0x6BD4, "bi"},  {0x6BD5, "bi"},   {0x6C49, "han"},
    {0x6C64, "tom"},  {0x6C83, "vo"},   {0x6C99, "sha"},  {0x6CBB, "ge"},  {0x6CD5, "fa"},   {0x6CE2, "po"},
    {0x6CF0, "tai"},  {0x6CFD, "ze"},   {0x6D1B, "Lo"},   {0x6D25, "zin"}, {0x6D2A, "hon"},  {0x6D3E, "pai"},
    {0x6D77, "he"},   {0x6D85, "ne"},   {0x6E29, "vin"},  {0x6E6F, "tom"}, {0x6EAB, "vin"},  {0x6F22, "han"},
    {0x6F58, "pan"},  {0x6FA4, "ze"},   {0x6FB3, "o"},    {0x70CF, "u"},   {0x7231, "ai"},   {0x723E, "R"},
    {0x7279, "t"},    {0x739B, "ma"},   {0x73BB, "bo"},   {0x73C0, "per"}, {0x73CD, "jan"},  {0x73ED, "ban"},
    {0x7433, "Lin"},  {0x7434, "chin"}, {0x745E, "Lei"},  {0x746A, "ma"},  {0x74E6, "va"},   {0x7518, "gan"},
    {0x752B, "fu"},   {0x7533, "shen"}, {0x7559, "Lyu"},  {0x7562, "bi"},  {0x7576, "dan"},  {0x767B, "den"},
    {0x76AE, "pi"},   {0x76D6, "ge"},   {0x76DB, "sen"},  {0x76E7, "Lu"},  {0x7956, "zu"},   {0x798F, "fo"},
    {0x79D1, "ko"},   {0x7A46, "mu"},   {0x7C73, "mi"},   {0x7D04, "yo"},  {0x7D0D, "na"},   {0x7D10, "new"},
    {0x7D22, "so"},   {0x7D39, "sho"},  {0x7D72, "s"},    {0x7DAD, "vi"},  {0x7DEC, "men"},  {0x7E46, "myu"},
    {0x7EA6, "yo"},   {0x7EB3, "na"},   {0x7EBD, "new"},  {0x7ECD, "sho"}, {0x7EF4, "vi"},   {0x7F05, "men"},
    {0x7F2A, "myu"},  {0x7F57, "Lo"},   {0x7F85, "Lo"},   {0x7FC1, "on"},  {0x8003, "kau"},  {0x8033, "R"},
    {0x8036, "ye"},   {0x8056, "san"},  {0x8096, "sho"},  {0x80AF, "ken"}, {0x80E1, "hu"},   {0x820D, "she"},
    {0x8212, "shu"},  {0x821C, "shun"}, {0x827E, "ai"},   {0x829D, "zh"},  {0x82AC, "fin"},  {0x82CF, "su"},
    {0x82E5, "jo"},   {0x82F1, "in"},   {0x8328, "ts"},   {0x8332, "z"},   {0x8339, "ju"},   {0x8389, "Li"},
    {0x838E, "sa"},   {0x83AB, "mo"},   {0x83B1, "Le"},   {0x83F2, "fi"},  {0x840A, "Le"},   {0x8427, "sho"},
    {0x8428, "sa"},   {0x842C, "van"},  {0x8449, "ye"},   {0x8482, "ti"},  {0x8499, "mon"},  {0x84CB, "ge"},
    {0x856D, "sho"},  {0x8587, "vi"},   {0x85A9, "sa"},   {0x8607, "su"},  {0x862D, "Lan"},  {0x88E1, "Li"},
    {0x897F, "si"},   {0x8A31, "hu"},   {0x8A79, "jam"},  {0x8AFE, "no"},  {0x8B1D, "se"},   {0x8B5A, "tan"},
    {0x8B93, "jan"},  {0x8BA9, "jan"},  {0x8BB8, "hu"},   {0x8BFA, "no"},  {0x8C22, "se"},   {0x8C2D, "tan"},
    {0x8C9D, "be"},   {0x8CBB, "fe"},   {0x8CC8, "ja"},   {0x8CD3, "bin"}, {0x8CF4, "Lai"},  {0x8CFD, "sai"},
    {0x8D0A, "zan"},  {0x8D1D, "be"},   {0x8D39, "fe"},   {0x8D3E, "ja"},  {0x8D56, "Lai"},  {0x8D5B, "sai"},
    {0x8D5E, "zan"},  {0x8D6B, "h"},    {0x8DEF, "Lu"},   {0x8F9B, "sin"}, {0x8FC8, "mai"},  {0x8FEA, "di"},
    {0x8FED, "de"},   {0x900A, "son"},  {0x901A, "ton"},  {0x9053, "do"},  {0x905C, "son"},  {0x9081, "mai"},
    {0x9093, "dun"},  {0x90A6, "bon"},  {0x9127, "dun"},  {0x91CC, "Li"},  {0x91D1, "kin"},  {0x932B, "si"},
    {0x94A6, "chin"}, {0x9521, "si"},   {0x9580, "men"},  {0x95E8, "men"}, {0x963F, "a"},    {0x9686, "Lon"},
    {0x96C5, "ya"},   {0x96EA, "she"},  {0x96F7, "Le"},   {0x970D, "ho"},  {0x9732, "Lu"},   {0x97CB, "ve"},
    {0x97E6, "ve"},   {0x9813, "ton"},  {0x987F, "ton"},  {0x99AC, "ma"},  {0x99AE, "fon"},  {0x9A6C, "ma"},
    {0x9AD8, "gau"},  {0x9B4F, "ve"},   {0x9B6F, "Lu"},   {0x9B91, "bo"},  {0x9C81, "Lu"},   {0x9C8D, "bo"},
    {0x9E97, "Li"},   {0x9EA5, "ma"},   {0x9EA6, "ma"},   {0x9ECE, "Le"},  {0x9ED1, "he"},   {0x9ED8, "mer"},
    {0x9EDB, "da"},   {0x9F4A, "zi"},   {0x9F50, "zi"},   {0x9F8D, "Lon"}, {0x9F99, "Lon"},
};

enum { FOREIGN_LEAST = 2, FOREIGN_MOST = 12 };

static const char *sound_of(uint32_t cp)
{
    size_t low = 0, high = sizeof SOUNDS / sizeof *SOUNDS;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (SOUNDS[middle].cp < cp)
            low = middle + 1;
        else
            high = middle;
    }
    return low < sizeof SOUNDS / sizeof *SOUNDS && SOUNDS[low].cp == cp ? SOUNDS[low].text : NULL;
}

bool text_is_foreign_sign(uint32_t cp)
{
    return sound_of(cp) != NULL;
}

/* l and r are one sound to the characters: the first of a word is read as one of them, and the others. */
static void spell_with(speller *s, const char *const *sounds, char first, char other)
{
    char *to = s->start;
    bool any = false;
    for (size_t i = 0; i < s->count; i++)
        for (const char *c = sounds[i]; *c; c++) {
            bool open = *c == 'L' || *c == 'R';
            *to++ = !open ? *c : *c == 'R' ? other : any ? other : first;
            any = any || *c == 'L';
        }
    spell_end(s, to);
}

/* A character for a consonant without a vowel ends many a name of a company that sounds like a foreign word:
 * 海德 is read "haid" too. */
static void spell_last_consonant(speller *s)
{
    const char *sound = sound_of(s->cps[s->count - 1]);
    char *to = s->start;
    if (!sound || sound[1] || strchr("aeiouR", sound[0]))
        return;
    for (size_t i = 0; i + 1 < s->count; i++)
        to = put_letter(to, s->cps[i], 0);
    spell_end(s, put_char(to, sound[0]));
}

void spell_foreign_han(speller *s)
{
    const char *sounds[FOREIGN_MOST];
    if (s->count < FOREIGN_LEAST || s->count > FOREIGN_MOST)
        return;
    for (size_t i = 0; i < s->count; i++) {
        sounds[i] = sound_of(s->cps[i]);
        if (!sounds[i]) {
            spell_last_consonant(s);
            return;
        }
    }
    spell_with(s, sounds, 'l', 'r');
    spell_with(s, sounds, 'r', 'r');
    spell_with(s, sounds, 'l', 'l');
    spell_with(s, sounds, 'r', 'l');
}
