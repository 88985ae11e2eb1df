# A thin front of CMake. `make demo` and `make check` set the machine up themselves (Debian packages).
.PHONY: build check
build:
	cmake --preset release
	cmake --build --preset release
check:
	cmake --preset dev
	cmake --build --preset dev
	ctest --preset dev
