# shellcheck shell=bash disable=SC2034,SC2154 # the lists are read, and `root` set, by ./test
# The stages of ./test, one function each, named stage_NAME.
# Read by ./test, which runs each with set -euo pipefail, without standard input, its output in a log.
# A stage says how many tests it ran with `count PASSED FAILED [SKIPPED]`; one that says nothing counts as
# one test. To add a stage: write its function here and its name in one of these lists.

# Cheap and telling first; then the tests and, beside them, the instruments; last what looks at what they left.
first_stages=(layers style glossary strands threats reads senders accessibility log-calls shellcheck build-gcc texts purity)
test_stages=(unit scenarios property library package canary store faults postgres pgext cli http wasm browser oidc)
instrument_stages=(sanitize sanitize-http valgrind build-clang clang-tidy cppcheck coverage mutation fuzz)
last_stages=(logs)
long_stages=(clang-tidy-long valgrind-long mutation-long threats-removed fuzz-long faults-long soak attack package-long failover)

# A line for who reads the run: a figure, what was left out and why.
say() { echo "$*" >>"$SAY_FILE"; }

count() { echo "COUNT $1 $2 ${3:-0}" >>"$COUNT_FILE"; }

# build NAME [meson options]: build-test/NAME, configured once, compiled now: all of it, or the targets in $wanted.
# CC from the environment. One at a time in a folder: stages run beside each other.
build() {
    local directory=build-test/$1
    shift
    mkdir -p build-test
    (
        flock 9
        [ -f "$directory/build.ninja" ] || {
            rm -rf "$directory"
            meson setup "$directory" -Dtests=enabled -Dpgext=enabled "$@"
        }
        # shellcheck disable=SC2086 # one word a target
        meson compile -C "$directory" ${wanted:-}
    ) 9>"$directory.lock"
}
build_gcc() { CC=gcc build gcc; }
# Its programs are read and never run.
build_clang() { CC=clang-14 build clang --optimization=0 -Ddebug=false; }

# suites BUILD "SUITE..." [meson test options]: runs them, counts the single tests, fails when a suite is empty.
suites() {
    local build=build-test/$1 names=$2 suite base log status=0
    shift 2
    for suite in $names; do
        base=${logbase:-$suite}
        rm -f "$build/meson-logs/$base"*.json
        meson test -C "$build" --no-rebuild --print-errorlogs --suite "$suite" --logbase "$base" "$@" || status=1
        # a wrapper adds its name: memory-valgrind.json
        for log in "$build/meson-logs/$base"*.json; do
            if [ -s "$log" ]; then
                count_suite "$log"
            else
                echo "suite $suite: no test is defined"
                count 0 1
                status=1
            fi
        done
    done
    return $status
}

# Counts one program after another in meson's log, a JSON object a line: cmocka's own lines; or the last
# line "N passed, N failed[, N skipped]"; or the program itself as one test.
count_suite() {
    LC_ALL=C awk '
        {
            must_fail = /"result": "EXPECTEDFAIL"/
            good = /"result": "OK"/ || must_fail
            skip = /"result": "SKIP"/
            total = ok = failed = left = 0
            output = $0
            gsub(/\\u001b\[[0-9;]*m/, "", output)
            lines = split(output, line, /\\n|", "|": "/)
            summary = ""
            for (i = 1; i <= lines; i++) {
                if (line[i] ~ /^\[==========\] Running [0-9]+ test/) { split(line[i], word, " "); total += word[3] }
                else if (line[i] ~ /^\[       OK \] /) ok++
                else if (line[i] ~ /^\[  SKIPPED \] / && line[i] !~ /test\(s\)/ && !((NR, line[i]) in seen)) {
                    seen[NR, line[i]] = 1
                    left++
                }
                else if (line[i] ~ /^[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$/) summary = line[i]
            }
            # What started and neither passed nor was skipped has failed, or never ran because of a crash.
            if (must_fail) ok = 1 # the program that had to say no said it
            else if (total) failed = total - ok - left
            else if (summary != "") { split(summary, word, " "); ok = word[1]; failed = word[3]; left = word[5] + 0 }
            else if (skip) left = 1
            else if (good) ok = 1
            if (!good && !skip && !failed) failed = 1
            print "COUNT", ok, failed, left
        }' "$1" >>"$COUNT_FILE"
}

# What a script says for who reads the run: a pattern a line.
figures='^skipped: 
^[0-9]+ kills, 
^[0-9]+ points, 
^[0-9]+ MB of CSV, 
^[0-9]+ claims, 
^[0-9]+ requests, 
 s without service, 
^compared with 
^[0-9]+ worked cases
^questions 
, whole [0-9]+ bytes, 
^slow network 
^the unit: 
^package '

# scripts FOLDER PATTERN: runs each tests/FOLDER/PATTERN with a build as argument, that of gcc unless $built names another; each ends
# with a line "N passed, N failed[, N skipped]". One that hangs is stopped after ten minutes.
scripts() {
    local script status all=0 found=0 last said
    said=$(mktemp)
    for script in tests/"$1"/$2; do
        [ -f "$script" ] || continue
        found=1
        echo "== $script"
        status=0
        timeout -k 10 "${script_seconds:-600}" "$script" "$root/build-test/${built:-gcc}" >"$said" 2>&1 || status=$?
        cat "$said"
        grep -E "$figures" "$said" >>"$SAY_FILE" || true
        last=$(grep -E '^[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$' "$said" | tail -n 1) || true
        if [ -z "$last" ]; then
            echo "$script: exit $status without a line \"N passed, N failed\""
            count 0 1
            all=1
            continue
        fi
        # shellcheck disable=SC2086 # the words of the line
        set -- "$1" "$2" $last
        if [ "$status" != 0 ] && [ "$5" = 0 ]; then
            echo "$script: exit $status although nothing failed"
            set -- "$1" "$2" "$3" "$4" 1
        fi
        count "$3" "$5" "${7:-0}"
        [ "$5" = 0 ] || all=1
    done
    rm -f "$said"
    [ $found = 1 ] || { echo "there is no tests/$1/$2"; return 1; }
    return $all
}

# --- what the text says
stage_layers() { tools/layers; }
stage_texts() { tools/texts && build_gcc && suites gcc sentences; }
stage_style() { tools/style; }
stage_glossary() { tools/glossary; }
stage_strands() { tools/strands; }
stage_threats() { tools/threats; }
stage_accessibility() { tools/accessibility; }
stage_reads() { tools/reads; }
stage_senders() { tools/senders; }
stage_log_calls() { tools/logs source; }
stage_shellcheck() {
    local file files=()
    while IFS= read -r file; do
        case $(head -c 32 "$file" | tr -d '\0') in
        '#!/bin/sh'* | '#!/bin/bash'* | *'/env bash'* | *'/env sh'*) files+=("$file") ;;
        *) case $file in *.sh) files+=("$file") ;; esac ;;
        esac
    done < <(find run test .ci tools tests deploy -name node_modules -prune -o -type f -print)
    printf '%s\n' "${files[@]}"
    shellcheck -x "${files[@]}"
}

# --- what the compilers and linters say; warnings are errors in meson.build
# An analyser may not come to an end on what it does not understand: it is stopped, and that is a failure.
has_abri() { [ -x "build-test/$1/abri" ] || { echo "the build made no abri"; return 1; }; }
stage_build_gcc() { build_gcc && has_abri gcc; }
stage_build_clang() { build_clang && has_abri clang; }
stage_purity() { build_gcc && tools/purity build-test/gcc; }
compiled_sources() { # the .c files of src/ that the clang build compiles
    sed -n 's|.*"file": "\(.*\)".*|\1|p' build-test/clang/compile_commands.json | sed 's|^\(\.\./\)*||' |
        grep '^src/' | LC_ALL=C sort -u | while IFS= read -r file; do [ ! -f "$file" ] || echo "$file"; done # not the generated
}
# Of the ways through a function it looks at a quarter of its ordinary number, in a quarter of the time; at all of
# those in the long run.
clang_tidy() { # clang_tidy SECONDS_FOR_FOUR WAYS
    build_clang
    compiled_sources | xargs -P 2 -n 4 timeout "$1" clang-tidy-14 -p build-test/clang --quiet \
        --extra-arg=-Xclang --extra-arg=-analyzer-config --extra-arg=-Xclang --extra-arg=max-nodes="$2"
}
stage_clang_tidy() { clang_tidy 300 50000; }
stage_clang_tidy_long() { clang_tidy 1200 225000; }
stage_cppcheck() {
    build_clang
    mkdir -p build-test/cppcheck
    [ -n "$(compiled_sources)" ] || { echo "no source is compiled"; return 1; }
    timeout 600 cppcheck --quiet -j 2 --std=c11 --enable=warning,performance,portability --inline-suppr \
        --library=tools/cppcheck.cfg --error-exitcode=1 --cppcheck-build-dir=build-test/cppcheck \
        --project=build-test/clang/compile_commands.json --file-filter='*src/*' -i build-test/clang/src
}

# --- what the tests say
stage_unit() { build_gcc && suites gcc unit; }
stage_scenarios() { tools/articles && build_gcc && suites gcc scenarios; }
stage_property() {
    local status=0
    build_gcc && suites gcc property || status=1
    say "$(sed -n 's/.*stdout": "\([^"]*rows[^"]*\)".*/\1/p' build-test/gcc/meson-logs/property.json | sed 's/\\n/; /g; s/; $//')"
    sed 's/\\n/\n/g' build-test/gcc/meson-logs/property.json | sed -n 's/^likeness: //p' >>"$SAY_FILE"
    return $status
}
# A marker in every field of hers, a million outputs, no marker: tests/canary.
stage_canary() {
    local status=0
    build_gcc && suites gcc canary || status=1
    say "$(grep -oE '[0-9]+ outputs, [0-9]+ bytes, [0-9]+ hits' build-test/gcc/meson-logs/canary.json | tail -n 1)"
    return $status
}
stage_library() { build_gcc && scripts library '*.sh'; }
# A changed number that a test notices is a test passed.
mutate() {
    local status=0 said
    said=$(mktemp)
    tools/mutate "$@" >"$said" || status=$?
    cat "$said"
    say "$(grep -E '^seed ' "$said" || true)"
    # shellcheck disable=SC2046 # the words of the line
    set -- $(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$said")
    rm -f "$said"
    [ $# = 4 ] || return 1 # it says why
    count "$1" "$3"
    return $status
}
stage_mutation() { mutate --sample 40; }
stage_mutation_long() { mutate; }
# A protection taken out that its test notices is a test passed.
stage_threats_removed() {
    local status=0 said
    said=$(mktemp)
    tools/unprotect >"$said" || status=$?
    cat "$said"
    # shellcheck disable=SC2046 # the words of the line
    set -- $(tail -n 1 "$said")
    rm -f "$said"
    [ $# = 4 ] || return 1 # it says why
    count "$1" "$3"
    return $status
}
# A sample of the points at which something may go wrong, its beginning printed; then all of them.
stage_faults() { build_gcc && scripts faults '*.sh'; }
stage_faults_long() {
    local status=0
    build_gcc
    ABRI_FAULTS=all script_seconds=14400 scripts faults '*.sh' || status=1
    ABRI_CSV_MB=10000 script_seconds=7200 scripts cli large_csv.sh || status=1
    return $status
}
stage_store() { build_gcc && scripts store "*.sh"; }
stage_postgres() { build_gcc && scripts postgres '*.sh'; }
stage_pgext() { build_gcc && scripts pgext '*.sh'; }
stage_wasm() { build_gcc && suites gcc wasm; }
stage_cli() { build_gcc && scripts cli '*.sh'; }
stage_http() { build_gcc && scripts http '*.sh'; }
# Beside the instruments a story takes three times as long as alone, and machines differ by three too.
stage_browser() { build_gcc && script_seconds=3600 scripts browser run.sh; }
# What the program logged in the tests before, wherever they started it through tests/lib.mjs.
stage_logs() {
    [ -s build-test/logs/program.log ] || { build_gcc && scripts http 'canary.sh'; }
    tools/logs scan build-test/logs/program.log
    say "$(wc -l <build-test/logs/program.log) lines of log looked through"
    rm -f build-test/logs/program.log
}
stage_oidc() { build_gcc && scripts oidc run.sh; }
stage_attack() { build_gcc && script_seconds=14400 scripts attack '*.sh'; }
stage_package() { build_gcc && scripts package source.sh; }
stage_package_long() { build_gcc && script_seconds=3600 scripts package chroot.sh; }
stage_failover() { build_gcc && script_seconds=3600 scripts failover failover.sh; }
stage_soak() { build_gcc && script_seconds=7200 scripts soak '*.sh'; }

# --- the same under instruments
build_checked() {
    CC=gcc build asan --optimization=1 -Db_sanitize=address,undefined -Darena_emulation=true -Db_lundef=false \
        -Dc_args=-fno-sanitize-recover=undefined
}
stage_sanitize() {
    wanted=checked build_checked
    UBSAN_OPTIONS=print_stacktrace=1 suites asan "unit property scenarios" --timeout-multiplier 10
}
# The pages and the interface, the server being what is looked at. Where it shuts itself in, it has no sanitizer.
stage_sanitize_http() {
    local name status=0
    wanted=abri:executable build_checked
    for name in api attachments conflict contact explain near portal request signin; do
        UBSAN_OPTIONS=print_stacktrace=1 built=asan scripts http $name.sh || status=1
    done
    ! grep -E 'Sanitizer: |runtime error: ' build-test/logs/program.log || status=1 # also of who served on
    return $status
}
under_valgrind() { # under_valgrind [which tests]
    build_gcc
    logbase=memory suites gcc unit "$@" --timeout-multiplier 200 \
        --wrap 'valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite'
}
stage_valgrind() { under_valgrind --no-suite heavy; }
stage_valgrind_long() { under_valgrind; }

# Each target of the fuzz build for some seconds, two at a time, from a copy of its corpus.
fuzz_targets() { # fuzz_targets SECONDS_EACH
    wanted=fuzz CC=clang-14 build fuzz --optimization=1 -Dfuzzers=true -Db_sanitize=address,undefined -Darena_emulation=true -Db_lundef=false \
        '-Dc_args=-fsanitize=fuzzer-no-link -fno-sanitize-recover=undefined'
    local target targets=()
    for target in build-test/fuzz/tests/fuzz/fuzz_*; do
        if [ -f "$target" ] && [ -x "$target" ]; then targets+=("$target"); fi
    done
    [ ${#targets[@]} -gt 0 ] || { echo "no fuzz target was built"; return 1; }
    printf '%s\n' "${targets[@]}" | xargs -P 2 -I '{}' bash -c '. tools/stages.sh; fuzz_one "$@"' fuzz '{}' "$1"
}
fuzz_one() { # fuzz_one TARGET SECONDS
    local name=${1##*/fuzz_} scratch status=0
    scratch=$(mktemp -d)
    [ ! -d "tests/fuzz/corpus/$name" ] || cp -r "tests/fuzz/corpus/$name/." "$scratch"
    mkdir -p build-test/crashes
    "$1" -max_total_time="$2" -timeout=5 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="build-test/crashes/$name-" "$scratch" >"build-test/logs/fuzz-$name.log" 2>&1 || status=1
    rm -rf "$scratch"
    if [ $status = 0 ]; then
        echo "ok   $name: $(sed -n 's/^stat::number_of_executed_units: *//p' "build-test/logs/fuzz-$name.log") inputs"
        count 1 0
    else
        echo "FAIL $name:"
        tail -n 30 "build-test/logs/fuzz-$name.log"
        count 0 1
    fi
    return $status
}
stage_fuzz() { fuzz_targets 20; }
stage_fuzz_long() { fuzz_targets 3600; }

# Every branch of law and case is taken by some test. A branch of must() is left out: the claim is about our
# own code and cannot be made false from outside.
stage_coverage() {
    wanted=rules CC=gcc build cov -Db_coverage=true --buildtype=debug
    find build-test/cov -name '*.gcda' -delete
    local folder status=0
    suites cov "rules" --timeout-multiplier 10 || status=1
    : >"$COUNT_FILE" # these tests were counted where they belong
    for folder in law case pay; do
        echo "== src/$folder"
        gcovr --root . --filter "src/$folder/" --branches --exclude-throw-branches \
            --exclude-branches-by-pattern '.*\bmust\(.*' --fail-under-branch 100 \
            --print-summary build-test/cov >build-test/logs/gcovr || status=1
        cat build-test/logs/gcovr
        say "src/$folder $(grep '^branches:' build-test/logs/gcovr)"
    done
    return $status
}
