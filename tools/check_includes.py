#!/usr/bin/env python3
"""Includes point down only, no folder is fuller than a room should be, and no files of a room go in circles.

The module graph is that of CMakeLists.txt (itd_module(NAME DEPENDS ...)). A module includes its own headers,
those of the modules it names, and what those name. The core modules include nothing but their own kind, the
public status header and the C library. Programs (src/cli, src/serve, src/worker) are not included by modules.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
CORE = {"base", "text", "metric", "model", "snapshot", "name", "field", "match", "regime"}
LIBC = set("""assert.h complex.h ctype.h errno.h fcntl.h float.h inttypes.h iso646.h limits.h locale.h math.h
pthread.h setjmp.h signal.h stdalign.h stdarg.h stdatomic.h stdbool.h stddef.h stdint.h stdio.h stdlib.h
stdnoreturn.h string.h uchar.h strings.h sys/file.h sys/mman.h sys/stat.h sys/types.h threads.h time.h unistd.h
cpuid.h immintrin.h x86intrin.h arm_neon.h sys/auxv.h""".split())
ROOM_LINES = 6000
INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]', re.M)


def module_depends():
    """Modules that each module names in CMakeLists.txt."""
    text = (ROOT / "CMakeLists.txt").read_text()
    direct = {}
    for name, rest in re.findall(r"^itd_module\((\w+)([^)]*)\)", text, re.M):
        depends = re.search(r"DEPENDS((?:\s+[a-z_]+)+)", rest)
        direct[name] = set(depends.group(1).split()) if depends else set()
    return direct


def module_graph(direct):
    """Modules that each module may include, itself among them."""
    def reach(name, seen):
        for other in direct.get(name, ()):
            if other not in seen:
                seen.add(other)
                reach(other, seen)
        return seen

    return {name: reach(name, {name}) for name in direct}


def check_file(path, module, allowed, modules):
    for quote, name in INCLUDE.findall(path.read_text(encoding="utf-8")):
        where = f"{path.relative_to(ROOT)}: includes {quote}{name}"
        first = name.split("/")[0]
        if quote == '"':
            if first not in modules:
                if module in modules:
                    yield f"{where}, which is no header of a module"
            elif module in modules and first not in allowed[module]:
                yield f"{where}, but {module} does not depend on {first}"
        elif module in CORE and name not in LIBC and not name.startswith("interdict/"):
            yield f"{where}, but {module} is core and knows only libc"


def full_rooms():
    """Folders of src/ whose own files, sub-folders and tables left out, have too many lines."""
    for folder in sorted({p.parent for p in (ROOT / "src").rglob("*.[ch]")}):
        lines = sum(p.read_text(encoding="utf-8").count("\n") for p in folder.glob("*.[ch]"))
        if lines > ROOM_LINES and folder.name != "tables":
            yield f"{folder.relative_to(ROOT)}: {lines} lines, a folder holds at most {ROOM_LINES}"


def circles():
    """Files of one folder (a header and the source of its name count as one) that include each other, over others too."""
    includes = {}
    for path in (ROOT / "src").rglob("*.[ch]"):
        unit = path.relative_to(ROOT / "src").with_suffix("")
        for _, name in INCLUDE.findall(path.read_text(encoding="utf-8")):
            other = pathlib.PurePath(name).with_suffix("")
            if other != unit and other.parent == unit.parent and (ROOT / "src" / name).exists():
                includes.setdefault(unit, set()).add(other)

    def reached(start):
        seen, ahead = set(), [start]
        while ahead:
            for other in includes.get(ahead.pop(), ()):
                if other not in seen:
                    seen.add(other)
                    ahead.append(other)
        return seen

    ring = {unit: reached(unit) for unit in includes}
    for unit in sorted(ring):
        for other in sorted(ring[unit]):
            if unit < other and unit in ring.get(other, ()):
                yield f"src/{unit} and src/{other} include each other"


def unused_depends(direct, reach):
    """Modules that CMakeLists.txt names for another, of which neither a header is included nor one that only they bring."""
    used = {}
    for path in (ROOT / "src").rglob("*.[ch]"):
        module = path.relative_to(ROOT / "src").parts[0]
        names = INCLUDE.findall(path.read_text(encoding="utf-8"))
        used.setdefault(module, set()).update(name.split("/")[0] for quote, name in names if quote == '"')
    for module, named in sorted(direct.items()):
        for other in sorted(named):
            others = set().union(set(), *(reach[o] for o in named if o != other))
            if not ({other} | reach[other] - others) & used.get(module, set()):
                yield f"CMakeLists.txt: {module} depends on {other}, but needs nothing of it"


def main():
    direct = module_depends()
    allowed = module_graph(direct)
    modules = set(allowed)
    problems = []
    count = 0
    for path in sorted((ROOT / "src").rglob("*.[ch]")):
        count += 1
        module = path.relative_to(ROOT / "src").parts[0]
        problems += check_file(path, module, allowed, modules)
    for core in CORE & modules:
        for other in allowed[core] - CORE:
            problems.append(f"CMakeLists.txt: the core module {core} depends on {other}")
    problems += full_rooms()
    problems += circles()
    problems += unused_depends(direct, allowed)
    for problem in problems:
        print(problem)
    print(f"{count} files, {len(problems)} problems")
    return 1 if problems or not count else 0


if __name__ == "__main__":
    sys.exit(main())
