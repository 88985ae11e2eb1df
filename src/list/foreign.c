#include "list/foreign.h"

#include "list/csv.h"
#include "list/xml.h"

#define AS_CSV      "; save the sheet as CSV (UTF-8) or take the form of the list that 'interdict lists' names"
#define UNPACK      "; unpack it and give the files in it (gzip alone is read as it is)"
#define OWN_MAP     "; make a CSV of it and say with a column map which column is what (own-csv)"
#define NEWER_EU    "; take the XML 1.1 or the CSV 1.1 of the same list"
#define FTM_INSTEAD "; take entities.ftm.json or targets.simple.csv of the same dataset"

/* Bytes at the beginning of a file. */
static const struct {
    str bytes;
    const char *says;
} MAGIC[] = {
    {STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "an Excel workbook of before 2007 (xls)" AS_CSV},
    {STR("7z\xBC\xAF\x27\x1C"), "a 7z archive" UNPACK},
    {STR("\xFD"
         "7zXZ"),
     "xz-compressed" UNPACK},
    {STR("BZh"), "bzip2-compressed" UNPACK},
    {STR("\x28\xB5\x2F\xFD"), "zstd-compressed" UNPACK},
    {STR("Rar!\x1A\x07"), "a rar archive" UNPACK},
    {STR("%PDF-"), "a PDF document; take the XML or CSV of the list"},
    {STR("{\\rtf"), "a text with layout (rtf); take the XML or CSV of the list"},
    {STR("PAR1"), "a Parquet table" OWN_MAP},
    {STR("SQLite format 3"), "an SQLite database" OWN_MAP},
    {STR("\x89ITD\r\n\x1a\n"), "a snapshot of interdict; a list is expected here"},
};

/* Names of root elements. */
static const struct {
    const char *root, *says;
} ROOTS[] = {
    {"PFA", "a feed of Dow Jones Risk and Compliance (XML)" OWN_MAP},
    {"ArrayOfFinancialSanctionsTarget",
     "OFSI's consolidated list as XML; take its ConList.csv, or today's UK "
     "sanctions list as XML or CSV"},
    {"WHOLE", "the EU list in XML 1.0" NEWER_EU},
    {"Workbook", "an Excel workbook as XML" AS_CSV},
    {"rss", "a news feed; take the list that it tells of"},
    {"feed", "a news feed; take the list that it tells of"},
};

/* Words that must all stand in the first line of a table, or in the beginning of a JSON file. */
static const struct {
    bool json;
    const char *words[3];
    const char *says;
} WORDS[] = {
    {true, {"\"DATA_SOURCE\"", "\"RECORD_ID\"", NULL}, "a file of Senzing entities (JSON)" FTM_INSTEAD},
    {true,
     {"\"op\"", "\"entity\"", "\"schema\""},
     "a file of changes between two datasets (delta)" FTM_INSTEAD},
    {true,
     {"\"schema\"", "\"properties\"", "\"id\""},
     "FollowTheMoney in one JSON document; one entity a line is read (JSON lines)"},
    {true, {"nsdc.gov.ua", NULL, NULL}, "a file of Ukraine's State Register of Sanctions (NSDC)" OWN_MAP},
    {true,
     {"\"translit_name\"", NULL, NULL},
     "a file of Ukraine's State Register of Sanctions (NSDC)" OWN_MAP},
    {true, {"\"PublicationDetail\"", NULL, NULL}, "the French register of asset freezes (JSON)" OWN_MAP},
    {true,
     {"\"source\"", "\"alt_names\"", "\"programs\""},
     "the US Consolidated Screening List as JSON; take its CSV"},
    {false, {"ALTERNATIVE SPELLING", "KEYWORDS", NULL}, "a table of World-Check" OWN_MAP},
    {false, {"LOW QUALITY ALIASES", NULL, NULL}, "a table of World-Check" OWN_MAP},
    {false, {"E/I", "UID", NULL}, "a table of World-Check" OWN_MAP},
    {false, {"PFA ID", NULL, NULL}, "a table of Dow Jones Risk and Compliance" OWN_MAP},
    {false, {"Person ID", "Name Type", NULL}, "a table of Dow Jones Risk and Compliance" OWN_MAP},
    {false, {"Naal_leba_numtitle", NULL, NULL}, "the EU list in CSV 1.0" NEWER_EU},
    {false, {"Naal_wholename", NULL, NULL}, "the EU list in CSV 1.0" NEWER_EU},
    {false, {"canonical_id", "entity_id", "prop"}, "a table of statements (OpenSanctions)" FTM_INSTEAD},
    {false, {"translit_name", NULL, NULL}, "a table of Ukraine's State Register of Sanctions (NSDC)" OWN_MAP},
    {false,
     {"sanction_status", "decree", NULL},
     "a table of Ukraine's State Register of Sanctions (NSDC)" OWN_MAP},
    {false,
     {"Effective_Date", "Standard_Order", NULL},
     "the Denied Persons List of the US; take the US Consolidated Screening List (CSV), which holds it"},
};

static str beginning(const list_file *file, size_t len)
{
    return str_make(file->bytes.data, file->bytes.len < len ? file->bytes.len : len);
}

/* What is in a zip file, by the names in it. */
static const char *zip_says(const list_file *file)
{
    str head = beginning(file, 65536);
    if (str_find(head, str_of("opendocument.spreadsheet")) != SIZE_MAX)
        return "an OpenDocument sheet (ods)" AS_CSV;
    if (str_find(head, str_of("xl/")) != SIZE_MAX)
        return "an Excel workbook (xlsx)" AS_CSV;
    if (str_find(head, str_of("word/")) != SIZE_MAX)
        return "a Word document (docx); take the XML or CSV of the list";
    return "a zip archive" UNPACK;
}

static const char *bytes_say(const list_file *file)
{
    for (size_t i = 0; i < sizeof MAGIC / sizeof MAGIC[0]; i++)
        if (str_starts(file->bytes, MAGIC[i].bytes))
            return MAGIC[i].says;
    if (str_starts(file->bytes, str_of("PK\x03\x04")) || str_starts(file->bytes, str_of("PK\x05\x06")))
        return zip_says(file);
    if (file->bytes.len > 262 && memcmp(file->bytes.data + 257, "ustar", 5) == 0)
        return "a tar archive" UNPACK;
    return NULL;
}

/* OFAC's tables with other separators than the comma: "36 |…" and "36@…". */
static bool is_ofac_with(str line, char separator)
{
    str first;
    size_t fields = 0;
    for (str rest = line, part; str_split(&rest, separator, &part);)
        fields++;
    return fields == 12 && str_split(&line, separator, &first) && str_is_digits(str_trim(first));
}

static const char *words_say(const list_file *file)
{
    str line = csv_first_line(file), head = beginning(file, 65536);
    bool json = line.len && (line.data[0] == '{' || line.data[0] == '[');
    if (is_ofac_with(line, '|') || is_ofac_with(line, '@'))
        return "OFAC's table with another separator than the comma; take SDN.CSV or CONS_PRIM.CSV, or the "
               "XML";
    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++) {
        bool all = WORDS[i].json == json;
        for (size_t w = 0; all && w < 3 && WORDS[i].words[w]; w++)
            all = str_find_nocase(json ? head : line, str_of(WORDS[i].words[w])) != SIZE_MAX;
        if (all)
            return WORDS[i].says;
    }
    return NULL;
}

str foreign_list(const list_file *file)
{
    char storage[XML_SNIFF_CAP];
    const char *says = bytes_say(file);
    str root = says ? STR_NONE : xml_sniff_root(file, storage);
    for (size_t i = 0; !says && root.len && i < sizeof ROOTS / sizeof ROOTS[0]; i++)
        if (str_is(root, ROOTS[i].root))
            says = ROOTS[i].says;
    if (!says && !root.len)
        says = words_say(file);
    return str_of(says);
}
