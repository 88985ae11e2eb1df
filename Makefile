# A thin front of CMake: `make demo` and `make check` work from a clean clone on Debian and install what they
# need themselves (tools/setup.sh says which packages). Everything else is a preset, see CMakePresets.json.
PREFIX ?= /usr/local
CTEST_ARGS ?=

.PHONY: all build demo check check-root install uninstall deb bench fuzz clean
all: build

# One executable: build/release/interdict.
build:
	@tools/setup.sh build
	cmake --preset release -DITD_TESTS=OFF
	cmake --build --preset release

demo: build
	@tools/demo.sh build/release/interdict

check:
	@tools/check.sh $(CTEST_ARGS)

# What a newcomer does, in a fresh minimal Debian root; needs root, debootstrap and a network, takes long.
check-root:
	@tools/check_root.sh --as root
	@tools/check_root.sh --as user

install: build
	DESTDIR="$(DESTDIR)" cmake --install build/release --prefix "$(PREFIX)"

uninstall:
	@DESTDIR="$(DESTDIR)" tools/uninstall.sh build/release

# Debian packages: build/deb/packages
deb:
	@tools/setup.sh build
	@tools/deb.sh

bench: build
	@tools/bench.sh build/release/interdict

fuzz:
	@tools/setup.sh fuzz
	cmake --preset fuzz
	cmake --build --preset fuzz --target fuzz_targets
	@tools/fuzz.sh build/fuzz

clean:
	cmake -E rm -rf build
