#!/bin/bash
# Installs the library into a folder, builds doc/example.c against it as a stranger would, and runs it.
# Usage: tests/library/example.sh BUILD_DIR
# shellcheck disable=SC2319 # verdict is given the status of the condition just before it
# shellcheck disable=SC2046 # the words of pkg-config
set -u
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
cd "$scratch" || exit 1

said=$(DESTDIR=$scratch/root meson install -C "$build" --no-rebuild --tags devel,runtime 2>&1)
verdict $? 'is installed' "$said"
pc=$(find root -name libabri.pc) header=$(find root -name abri.h) shared=$(find root -name libabri.so) static=$(find root -name libabri.a)
[ -n "$pc" ] && [ -n "$header" ] && [ -L "$shared" ] && [ -s "$static" ]
verdict $? 'header, library, archive and pkg-config file' "$(find root)"
export PKG_CONFIG_PATH=$scratch/${pc%/*} PKG_CONFIG_SYSROOT_DIR=$scratch/root
[ "$(pkg-config --modversion libabri)" = "$("$build/abri" --version 2>/dev/null | sed 's/^abri //')" ]
verdict $? 'one version' "$(pkg-config --modversion libabri)"

[ "$(wc -l <"$root/doc/example.c")" -le 30 ]
verdict $? 'the example is short' "$(wc -l <"$root/doc/example.c") lines"
# What the same request is to abri itself.
echo '{"requested_on": "2025-11-25", "department": "59", "resources_cents": 71316, "children": 2,
    "documents": [{"kind": "complaint", "dated": "2025-11-20"}]}' | "$build/abri" assess --text --lang en >expected
printf '%s\n' 'granted: 93099 cents as a grant, to be paid by 20251202' | cat - expected >wanted

said=$(cc -std=c99 -Wall -Wextra -pedantic -Werror -o shared "$root/doc/example.c" $(pkg-config --cflags --libs libabri) 2>&1)
verdict $? 'builds with pkg-config' "$said"
LD_LIBRARY_PATH=$scratch/${shared%/*} ./shared >out 2>&1 && cmp -s out wanted
verdict $? 'says what abri says' "$(diff out wanted)"
readelf -d shared | grep -q 'NEEDED.*libabri\.so\.1\]'
verdict $? 'asks for the interface by its soname' "$(readelf -d shared | grep NEEDED)"
said=$(cc -o static "$root/doc/example.c" $(pkg-config --cflags libabri) "$static" 2>&1 && ./static 2>&1 | cmp - wanted)
verdict $? 'builds with the archive' "$said"
# Who must not be stopped by a broken claim says so: the archive leaves the word to the program.
printf '%s\n' '#include <stdlib.h>' 'void base_bug(const char *f, int l, const char *c) { (void)f; (void)l; (void)c; exit(7); }' >bug.c
said=$(cc -o own "$root/doc/example.c" bug.c $(pkg-config --cflags libabri) "$static" 2>&1 && ./own 2>&1 | cmp - wanted)
verdict $? 'builds with a base_bug of its own' "$said"

# What is wrong is said in the words of abri.
sed 's/"59"/"99"/' "$root/doc/example.c" >wrong.c
cc -o wrong wrong.c $(pkg-config --cflags libabri) "$static" && ./wrong >out 2>err
status=$?
[ $status = 2 ] && [ ! -s out ] && grep -qx '/department: expected the code of a département where.*' err
verdict $? 'a wrong request is refused' "exit $status: $(cat err)"

finish
