#!/usr/bin/env python3
"""Makes mention/tables/words.inc from data/mention/words.tsv: the words of each use, parted by blanks.

    tools/tables/mention_words.py OUT
"""
import os
import sys

SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data", "mention", "words.tsv")
USES = {"function": "LIST_FUNCTION", "break": "LIST_BREAK", "leads": "LIST_LEADS", "ship": "LIST_SHIP",
        "voyage": "LIST_VOYAGE", "flag": "LIST_FLAG", "former": "LIST_FORMER", "sea": "LIST_SEA"}
LINE = 100


def read(path=SOURCE):
    """Use -> its words in the order of the file."""
    words = {use: [] for use in USES}
    with open(path, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            word, _, use = line.partition("\t")
            if use not in USES or not word or " " in word or '"' in word or "\\" in word:
                sys.exit(f"{path}:{number}: expected a word and one of {', '.join(USES)}: {line!r}")
            if word not in words[use]:
                words[use].append(word)
    return words


def render(words):
    out = ["/* Made by tools/tables/mention_words.py from data/mention/words.tsv; do not edit. */",
           "static const word_list WORD_LISTS[] = {"]
    for use, listed in words.items():
        lines, line = [], ""
        for word in listed:
            if len(line) + len(word) > LINE:
                lines.append(line)
                line = ""
            line += (" " if lines or line else "") + word
        lines.append(line)
        out += [f"    {{{USES[use]},"] + [f'     "{line}"' for line in lines] + ["    },"]
    return "\n".join(out + ["};", ""])


if __name__ == "__main__":
    with open(sys.argv[1], "w", encoding="utf-8") as out_file:
        out_file.write(render(read()))
