#!/bin/bash
# What libabri lets be seen, needs and keeps; and that its interface is that of the last release. Each breach is
# also planted, for a check that cannot fail is a defect.
# Usage: tests/library/interface.sh BUILD_DIR
# shellcheck disable=SC2319 # verdict is given the status of the condition just before it
set -u
export LC_ALL=C
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
library=$build/src/library/libabri.so
cd "$scratch" || exit 1

# --- what is seen: the functions that the header declares, and the map lists, and nothing else
nm -D --defined-only "$library" | awk '$2 != "A" { sub(/@.*/, "", $3); print $3 }' | sort >seen
grep -oE '\babri_[a-z_]+\(' "$root/src/library/abri.h" | tr -d '(' | sort -u >declared
sed -n 's/^ *\(abri_[a-z_]*\);$/\1/p' "$root/src/library/libabri.map" | sort >listed
[ "$(wc -l <seen)" -ge 16 ] && cmp -s seen declared
verdict $? 'seen is what the header declares' "$(diff seen declared)"
cmp -s seen listed
verdict $? 'seen is what the map lists' "$(diff seen listed)"

# --- what it needs: no heap, no file, no clock, no second library
needs() { # needs LIBRARY: what it leaves to others
    nm -D --undefined-only "$1" | awk '{ sub(/@.*/, "", $2); print $2 }' |
        grep -vxE 'mem(cpy|set|move|cmp)|__stack_chk_fail|_ITM_(de)?registerTMCloneTable|__cxa_finalize|__gmon_start__'
}
[ -z "$(needs "$library")" ]
verdict $? 'needs no more than mem* of the C library' "$(needs "$library")"
[ "$(readelf -d "$library" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p')" = libc.so.6 ]
verdict $? 'is linked to the C library alone' "$(readelf -d "$library" | grep NEEDED)"
[ "$(readelf -d "$library" | sed -n 's/.*(SONAME).*\[\(.*\)\]/\1/p')" = libabri.so.1 ]
verdict $? 'its soname' "$(readelf -d "$library" | grep SONAME)"

# --- what it keeps: nothing that can be written is ours (what remains is the compiler's and the linker's)
keeps() { # keeps LIBRARY
    objdump -t "$1" | awk 'NF > 3 && ($(NF - 2) == ".data" || $(NF - 2) == ".bss") { print $NF }' |
        grep -vxE '\.data|\.bss|__dso_handle|__TMC_END__|completed\.[0-9]+|__cpu_(model|features2)'
}
[ -z "$(keeps "$library")" ]
verdict $? 'keeps no state' "$(keeps "$library")"

# --- the header alone, as strict C and as C++, and without holes that a binding could miss
printf '#include "abri.h"\n' >header.c
for standard in c99 c11 c17; do
    said=$(cc -std=$standard -Wall -Wextra -pedantic -Wpadded -Werror -I"$root/src/library" -c header.c -o header.o 2>&1)
    verdict $? "the header is $standard" "$said"
done
said=$(clang-14 -x c++ -std=c++11 -Wall -Wextra -pedantic -Werror -I"$root/src/library" -fsyntax-only header.c 2>&1)
verdict $? 'the header is C++' "$said"

# --- the interface of the last release
said=$("$root/tools/abi" compare "$library" 2>&1)
verdict $? 'the interface is that of the last release' "$said"

planted() { # planted SED-OF-HEADER SED-OF-MAP SED-OF-CODE: libabri as it would then be, in planted/
    rm -rf planted
    mkdir planted
    cp "$root"/src/library/*.[ch] "$root/src/library/libabri.map" planted/
    sed -i "$1" planted/abri.h
    sed -i "$2" planted/libabri.map
    sed -i "$3" planted/*.c
    sed -i 's|"library/|"|' planted/*.[ch]
    cc -g -w -shared -fPIC -fvisibility=default -ffreestanding -DABRI_VERSION='"0"' -Iplanted -I"$root/src" \
        -o planted/libabri.so planted/*.c -Wl,--version-script=planted/libabri.map -Wl,-soname,libabri.so.1 \
        "$build/src/law/liblaw.a" "$build/src/wire/libwire.a" "$build/src/base/libbase.a" 2>&1
}
accepts() { # accepts NAME HEADER MAP CODE
    local said
    said=$(planted "$2" "$3" "$4" && "$root/tools/abi" compare planted/libabri.so planted 2>&1)
    verdict $? "accepts $1" "$said"
}
refuses() { # refuses NAME WORDS HEADER MAP CODE
    local said status
    said=$(planted "$3" "$4" "$5" && "$root/tools/abi" compare planted/libabri.so planted 2>&1)
    status=$?
    [ $status = 1 ] && grep -q "$2" <<<"$said" && grep -q 'the interface has changed' <<<"$said"
    verdict $? "refuses $1" "exit $status: $said"
}
accepts 'the same made again' '' '' ''
accepts 'a word at the end of a list' 's/ABRI_FLAG_PARAMETER_MAY_BE_OUTDATED$/&, ABRI_FLAG_NEW/' '' ''
accepts 'a function more' 's/^const char \*abri_rules(void);/&\nint abri_more(void);/' 's/abri_word;/&\n abri_more;/' \
    's/^const char \*abri_rules(void).*/&\nint abri_more(void) { return 1; }/'
refuses 'a function less' 'abri_scale_equal' '' '/abri_scale_equal;/d' ''
refuses 'a word in the midst of a list' ABRI_FLAG_NEW 's/^    ABRI_FLAG_SHARED_CUSTODY,/ABRI_FLAG_NEW, &/' '' '/SAME(FLAG, name)/d'
refuses 'a longer list of children' 'children' 's/\(ABRI_CHILDREN_MAX *\) 30/\1 31/' '' '/_Static_assert(ABRI_CHILDREN_MAX/d'
refuses 'two members changing places' 'amount_cents' 's/int64_t full_cents, amount_cents/int64_t amount_cents, full_cents/' '' ''
refuses 'a wider parameter' 'abri_parameter_on' 's/abri_parameter_on(int32_t name/abri_parameter_on(int64_t name/' '' \
    's/abri_parameter_on(int32_t name/abri_parameter_on(int64_t name/'
printf 'static int calls; int abri_counts(void) { return calls++; } void *malloc(unsigned long); void *abri_heap(void) { return malloc(1); }\n' >state.c
cc -shared -fPIC -o state.so state.c 2>/dev/null
[ "$(keeps state.so)" = calls ] && [ "$(needs state.so)" = malloc ]
verdict $? 'a state and a heap are seen' "$(keeps state.so) $(needs state.so)"

finish
