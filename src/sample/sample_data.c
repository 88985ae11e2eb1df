/* The bytes of the compiled sample. ITD_SAMPLE_FILE is the path of the snapshot, given by the build. */
__asm__(".section .rodata\n"
        ".balign 64\n"
        ".global itd_sample_begin\n"
        ".hidden itd_sample_begin\n"
        "itd_sample_begin:\n"
        ".incbin \"" ITD_SAMPLE_FILE "\"\n"
        ".global itd_sample_end\n"
        ".hidden itd_sample_end\n"
        "itd_sample_end:\n"
        ".byte 0\n"
        ".previous\n");

extern const unsigned char itd_sample_begin[];
extern const unsigned char itd_sample_end[];
