/* OFAC's CSV set: the input is one to four files with a line of "====" between them. */
#include "reader_fuzz.h"

#define FILE_MAX 4

extern const list_format list_ofac_csv;

static size_t split(str rest, list_file files[FILE_MAX])
{
    static const char mark[] = "====\n";
    size_t count = 0;
    while (count < FILE_MAX) {
        size_t at = count + 1 < FILE_MAX ? str_find(rest, str_of(mark)) : SIZE_MAX;
        str bytes = at == SIZE_MAX ? rest : str_make(rest.data, at);
        files[count++] = (list_file){.path = "fuzz", .bytes = bytes};
        if (at == SIZE_MAX)
            break;
        rest = str_make(rest.data + at + strlen(mark), rest.len - at - strlen(mark));
    }
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    arena memory;
    itd_error error = {.status = ITD_OK};
    list_file files[FILE_MAX];
    arena_init(&memory, (size_t)256 << 20);
    list_job job = {.arena = &memory,
                    .files = files,
                    .file_count = split(str_make((const char *)data, size), files),
                    .dataset_name = str_of("fuzz")};
    for (size_t i = 0; i < job.file_count; i++)
        if (list_ofac_csv.detect(&files[i]) > 0 && !list_ofac_csv.dataset(&files[i]))
            abort();
    itd_status status = list_ofac_csv.read(&job, &error);
    if (status != ITD_OK && (!error.message[0] || error.status != status))
        abort();
    for (size_t i = 0; status == ITD_OK && i < job.result.entity_count; i++)
        reader_fuzz_check(job.result.entities[i]);
    arena_free(&memory);
    return 0;
}
