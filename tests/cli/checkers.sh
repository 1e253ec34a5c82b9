#!/bin/bash
# Plants a breach of each kind in a copy of the tree and looks whether the checker refuses it: a check that
# cannot fail is a defect. The copy is small and made up, so that the test does not age with the product.
# Usage: tests/cli/checkers.sh BUILD_DIR
set -u
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
cd "$scratch" || exit 1

tree() { # a small house in order
    rm -rf src tests texts doc tools
    mkdir -p src/base src/law src/case src/web src/store tests/scenarios/a texts/casf doc tools
    cp "$root"/tools/{articles,layers,texts,style,glossary,purity,reads,senders} tools/
    cp "$root/.clang-format" .
    printf '%s\n' '# who' base 'law base' 'case base law' 'store base law case' 'web base law store' >src/LAYERS
    printf '%s\n' '/* Words. May' ' * include: nothing. */' '#include <stddef.h>' >src/base/base.h
    printf '%s\n' '/* Law. May include: base. */' '#include "base/base.h"' >src/law/law.h
    printf '%s\n' '#include "law/law.h"' '#include "tables.def"' 'const struct article a = {' '    .number = "D. 214-14",' \
        '    .since = {2023, 11, 28},' '    .file = "casf/D214-14@2023-11-28.txt",' \
        '    .text = "Le montant est "' '            "fixé.\n"' '            "1° L'"'"'aide.",' '};' >src/law/amount.c
    printf '%s\n' '#include "base/base.h"' '#include "law/law.h"' 'int case_file(void) { return 0; }' >src/case/case.c
    printf '%s\n' 'article: CASF D. 214-14' 'in force since: 2023-11-28' 'source: x' 'confidence: y' '' \
        'Le montant est fixé.' '[a note of ours]' "1° L'aide." >'texts/casf/D214-14@2023-11-28.txt'
    printf '%s\n' 'article: CASF L. 214-8' 'in force since: 2023-11-28' 'source: x' 'confidence: y' '' 'Mots.' \
        >'texts/casf/L214-8@2023-11-28.txt'
    echo 'casf/L214-8@2023-11-28.txt: because it only names the aid' >texts/UNUSED
    printf '%s\n' '# Words' '' '| English name | terme français | article |' '|---|---|---|' \
        '| case file | dossier | L. 214-9 |' >doc/glossary.md
    printf '%s\n' 'FACT(1, A, a, CLAIM, AT(NEW),' '     SAME, ANYWAY, nothing,' \
        '     "CASF L. 214-9, al. 2, D. 214-14", "un fait")' >src/case/facts.def
    printf '%s\n' 'DUTY(B, "b", FUND, "CSS R. 1-1, I et II", "Agir", "Act")' >src/case/duties.def
    printf '%s\n' '# CASF L. 214-9, al. 2, D. 214-14, al. 1 : oui et non.' 'fait a' 'refuse a' >tests/scenarios/a/one.cas
    printf '%s\n' '# CSS R. 1-1, I : oui, non.' 'fait a' 'exclut b' >tests/scenarios/a/two.cas
    echo 'CSS R. 1-1, II : because nothing reaches it' >tests/scenarios/SANS-SCENARIO
    tools/articles --print >tests/scenarios/ARTICLES.md
}
accepts() { # accepts TOOL NAME: the tree as it stands
    local said
    said=$("tools/$1" 2>&1)
    verdict $? "$1 accepts $2" "$said"
    tree
}
refuses() { # refuses TOOL WORDS: exit 1, and the words are said
    local said status
    said=$("tools/$1" 2>&1)
    status=$?
    grep -qF -- "$2" <<<"$said" && [ $status = 1 ]
    verdict $? "$1 refuses: $2" "exit $status: $said"
    tree
}
line() { # line FILE LINE: adds a line
    printf '%s\n' "$2" >>"$1"
}
tree
for tool in articles layers texts style glossary; do accepts $tool 'a house in order'; done

# --- layers
line src/law/amount.c '#include "store/store.h"'
refuses layers 'src/law/amount.c:11: law may not include store'
line src/law/law.h '  #  include "case/case.h"'
refuses layers 'src/law/law.h:3: law may not include case'
line src/law/law.h '#include "../store/store.h"'
refuses layers 'src/law/law.h:3: an include may not climb'
mkdir src/attic
refuses layers 'src/attic: the folder is not in src/LAYERS'
line src/LAYERS 'attic roof'
refuses layers 'src/LAYERS:7: attic may not include roof, which is not named above it'
find src -name '*.[ch]' -delete
refuses layers 'no include was found'

# --- texts
sed -i 's/fixé\./fixe./' src/law/amount.c
refuses texts 'src/law/amount.c:8: differs from texts/casf/D214-14@2023-11-28.txt:6'
sed -i 's/1° L/1° l/' src/law/amount.c
refuses texts 'src/law/amount.c:9: differs from texts/casf/D214-14@2023-11-28.txt:8, byte 5'
line 'texts/casf/D214-14@2023-11-28.txt' '2° Encore.'
refuses texts 'texts/casf/D214-14@2023-11-28.txt:9 is not in the code'
sed -i '$d' 'texts/casf/D214-14@2023-11-28.txt'
refuses texts 'src/law/amount.c:9: a paragraph that texts/casf/D214-14@2023-11-28.txt does not have'
rm texts/casf/D214*
refuses texts 'src/law/amount.c:6: texts/casf/D214-14@2023-11-28.txt does not exist'
sed -i '/\.file/d' src/law/amount.c
refuses texts 'src/law/amount.c:6: an article with words but without .file'
sed -i 's/11, 28/11, 29/' src/law/amount.c
refuses texts '.since is 2023-11-29, texts/casf/D214-14@2023-11-28.txt says 2023-11-28'
sed -i 's/"D. 214-14"/"D. 214-13"/' src/law/amount.c
refuses texts '.number is not the article of texts/casf/D214-14@2023-11-28.txt'
: >texts/UNUSED
refuses texts 'texts/casf/L214-8@2023-11-28.txt: no article of the code cites it'
line texts/UNUSED 'casf/L214-9.txt: because'
refuses texts 'texts/UNUSED:2: not "FILE: because ..."'
line texts/UNUSED 'casf/L214-9.txt: because we can'
refuses texts 'texts/UNUSED:2: casf/L214-9.txt does not exist'
line texts/UNUSED 'casf/D214-14@2023-11-28.txt: because we can'
refuses texts 'texts/UNUSED:2: casf/D214-14@2023-11-28.txt is cited by the code'
sed -i 's/struct article/struct other/' src/law/amount.c
refuses texts 'no article with words was found'

# --- style
long=$(printf '%088d' 0)
line src/base/base.h "/* é$long ééé é*/"
accepts style 'a line of 100 characters and more bytes'
line src/base/base.h "/* éé$long ééé é*/"
refuses style 'src/base/base.h:4: over 100 columns: 101'
line src/base/base.h $'int\tx;'
refuses style 'src/base/base.h:4: a tab'
line src/base/base.h 'int x; '
refuses style 'src/base/base.h:4: blanks at the end of the line'
printf 'int x;' >>src/base/base.h
refuses style 'src/base/base.h: does not end with a line feed'
line src/base/base.h 'int  x;'
refuses style 'src/base/base.h:4: clang-format'
for call in strcpy strcat sprintf vsprintf strtok atoi atol atof gets alloca system rand srand; do
    line tests/a.c "int x(void) { return $call(0); }"
    refuses style "tests/a.c:1: $call() is banned"
done
line src/store/a.c 'int x(void) { return time(0); }'
refuses style 'time() belongs to src/host'
line src/case/a.c 'void x(void *y) { free(y); }'
refuses style 'free() here: memory comes from an arena'
line src/case/a.c 'void x(struct y *y) { y->free(0); } /* free() goto double */'
accepts style 'a member and a comment'
line src/store/a.c 'void *x(void) { return malloc(1); }'
accepts style 'malloc in store'
line src/case/a.c 'void x(void) { goto out; }'
refuses style 'goto: memory has a lifetime'
# shellcheck disable=SC2043 # written in two pieces, so that this file does not hold the word
line src/case/a.c "/* TO""DO: later */"
refuses style 'work put off'
yes 'int x;' | head -801 >src/case/a.c
refuses style 'src/case/a.c:801: over 800 lines'
line src/web/a.c 'const char *x = "SELECT a FROM b";'
refuses style 'SQL outside src/store'
line src/store/a.c 'const char *x = "SELECT a FROM b";'
accepts style 'SQL in store'
line src/case/a.c 'const char *x = "a <p class=";'
refuses style 'HTML outside src/web'
line src/case/a.c 'double x;'
refuses style 'floating point'
line src/case/a.c "/* /ho""me/someone/file */"
refuses style "a path of somebody's own machine"
line src/case/a.h 'int x;'
refuses style 'src/case/a.h:1: a header begins with a comment'
line src/case/a.h '/* What. */'
refuses style 'src/case/a.h:1: the comment does not say "May include: ..."'
line src/law/a.h '/* What. May include: base, case. */'
refuses style 'src/law/a.h:1: "May include: case" does not agree with src/LAYERS'

# --- articles
line src/case/facts.def '     "CRPA L. 412-7", "un autre")'
refuses articles 'CRPA L. 412-7: no scenario grants'
printf '%s\n' '# CASF L. 214-9, al. 2, D. 214-14 : oui.' 'fait a' >tests/scenarios/a/one.cas
refuses articles 'CASF D. 214-14: no scenario refuses'
echo 'const struct article b = {.code = "CASF", .number = "D. 214-99"}; int c = say(b, "al. 3");' >src/law/rule.c
refuses articles 'CASF D. 214-99, al. 3: no scenario grants'
line tests/scenarios/a/three.cas '# Une histoire sans article.'
refuses articles 'tests/scenarios/a/three.cas:1: cites no article'
line tests/scenarios/SANS-SCENARIO 'CSS R. 1-1, I : because'
refuses articles 'CSS R. 1-1, I: a scenario shows it'
line tests/scenarios/SANS-SCENARIO 'CSS R. 9-9 : because'
refuses articles 'CSS R. 9-9: cited by nothing'
line tests/scenarios/ARTICLES.md 'one line too many'
refuses articles 'tests/scenarios/ARTICLES.md: not what tools/articles --print prints'

# --- glossary
line doc/glossary.md '| unicorn | licorne | L. 1 |'
refuses glossary 'doc/glossary.md:6: unicorn: appears nowhere in src/'
line doc/glossary.md '| Case_File | dossier | L. 1 |'
refuses glossary 'doc/glossary.md:6: Case_File: already on line 5'
line doc/glossary.md '| article |  | L. 1 |'
refuses glossary 'doc/glossary.md:6: article: no French term'
line doc/glossary.md '| article | article | |'
refuses glossary 'doc/glossary.md:6: article: no article'
echo '# Words' >doc/glossary.md
refuses glossary 'no table'
rm doc/glossary.md
refuses glossary 'doc/glossary.md is not there'

# --- reads
readers() { # the smallest house that reads by a reading alone
    mkdir -p src/desk src/store src/web
    {
        for reader in store_read store_vault_read store_queue store_batch store_projection_read; do
            echo "    return $reader(reading->desk);"
        done
    } >src/desk/reading.c
    echo '    TRY(store_order_file(desk->store, reference, &number)); /* store_read(x) in words */' >src/desk/payments.c
    echo '    TRY(store_read(store, file, &scratch, &journal, ret_place));' >src/store/verify.c
    echo '    TRY(store_notice_reason(desk->store, number, a, &reason));' >src/desk/assign.c
    echo '    err e = store_report_take(desk->store, court, number);' >src/desk/reports.c
    echo '    TRY(store_reads_lane(desk->store, number, place, max, page, &count));' >src/desk/log.c
    echo '    TRY(store_reads_page(desk->store, &filter, after, PAGE, page, &found));' >src/desk/review.c
    echo '    TRY(store_vault_read(store, file, kind, a, &words));' >src/store/attachments.c
    echo '    TRY(store_identity(desk->store, file, &identity));' >src/desk/conflict.c
    line src/store/verify.c 'err store_read(struct store *store)'
}
readers
accepts reads 'readings by reading.c'
readers
line src/web/page.c '    if (store_vault_read(call->desk.store, file, kind, a, &words) == ERR_OK)'
refuses reads 'src/web/page.c:1: store_vault_read is called without a reading'
readers
line src/desk/file.c '    err (*read)(struct store *) = store_queue;'
refuses reads 'src/desk/file.c:1: store_queue is called without a reading'
readers
line src/desk/verify.c '    TRY(store_read(store, file, &scratch, &journal, ret_place));'
refuses reads 'src/desk/verify.c:1: store_read is called without a reading'
readers
line src/web/page.c '    struct reading reading = {desk, READ_FILE, file, 0};'
refuses reads 'src/web/page.c:1: a reading is obtained by reading_start'
readers
line src/web/page.c '    reading.desk = &call->desk;'
refuses reads 'src/web/page.c:1: a reading is obtained by reading_start'
readers
echo >src/desk/payments.c
refuses reads 'tools/reads: desk/payments.c does not call store_order_file any more'
readers
echo >src/desk/reading.c
refuses reads 'src/desk/reading.c wraps nothing'

# --- senders
gate() { # the smallest house with one gate
    mkdir -p src/desk src/web src/cli src/host src/case
    cp "$root/src/case/messages.def" src/case/messages.def
    printf '%s\n' '    return text_of(case_message_words(language));' \
        '    if (case_may_send(file, plan, message, by, today)) return ERR_OK;' >src/desk/contact.c
    echo '    return paper_make(wish->kind, &source, ret, &desk->trouble);' >src/desk/document.c
    for file in web/api.c web/payments.c cli/pay.c; do
        echo '    call->answer->body = wire_pain_write(&one->message, a);' >"src/$file"
    done
}
gate
accepts senders 'what leaves, past the gate'
gate
line src/web/page.c '    values_string(row, "words", case_message_words(l));'
refuses senders 'src/web/page.c:1: case_message_words is called outside the files that may'
gate
line src/desk/letters.c '    text message = wire_pain_write(&one, a);'
refuses senders 'src/desk/letters.c:1: wire_pain_write is called outside the files that may'
gate
line src/web/mail.c '    if (connect(smtp, &address, sizeof address) != 0) return ERR_HOST;'
refuses senders 'src/web/mail.c:1: a way out that no gate sees'
gate
line src/cli/mail.c '#include <curl/curl.h>'
refuses senders 'src/cli/mail.c:1: a library that sends'
gate
echo >src/cli/pay.c
refuses senders 'tools/senders: wire_pain_write is not called in cli/pay.c any more'
gate
sed -i '/RIGHTS_TOLD/d' src/case/messages.def
refuses senders 'src/case/messages.def: RIGHTS_TOLD is no message'

# --- purity
library() { # library FOLDER C-SOURCE
    mkdir -p "build/src/$1"
    printf '%s\n' "$2" >x.c
    cc -w -c -o "$1.o" x.c && rm -f "build/src/$1/lib$1.a" && ar rcs "build/src/$1/lib$1.a" "$1.o"
}
pure() { # pure EXPECTED NAME WORDS
    local said status
    said=$(tools/purity build 2>&1)
    status=$?
    [ $status = "$1" ] && { [ -z "$3" ] || grep -qF -- "$3" <<<"$said"; }
    verdict $? "purity: $2" "exit $status: $said"
}
library base 'int base_x(void) { return 1; }'
library law 'int base_x(void); void base_bug(void); int law_x(void) { base_bug(); return base_x(); }'
library case 'int case_x(void) { return 1; }'
library paper 'int paper_x(void) { return 1; }'
library likeness 'int likeness_x(void) { return 1; }'
pure 1 'a library is missing' 'libpay.a is not there'
library pay 'int pay_x(void) { return 1; }'
pure 0 'what another folder defines, and base_bug' ''
library pay 'void *malloc(unsigned long); void *pay_x(void) { return malloc(1); }'
pure 1 'a heap' 'pay/libpay.a(pay.o) needs malloc'
library pay ''
pure 1 'an empty library' 'defines nothing'

# --- set-up: what is missing is asked of Debian once; what stays missing is said
mkdir bin
for name in bash cat id env sed grep; do ln -s "$(command -v $name)" bin/; done
printf '#!%s\necho "apt-get $*" >>%s/asked\n' "$(command -v sh)" "$scratch" >bin/apt-get
printf '#!%s\nexec "$@"\n' "$(command -v sh)" >bin/sudo
chmod +x bin/apt-get bin/sudo
said=$(PATH=$scratch/bin bash "$root/tools/setup" build 2>&1)
status=$?
[ $status = 1 ] && grep -q '^setup: installing from Debian: .*meson.*libsodium-dev' <<<"$said" &&
    grep -q 'still missing after the installation: .*meson' <<<"$said" &&
    [ "$(grep -c 'update$' asked)" = 1 ] && [ "$(grep -c 'install --no-install-recommends .*meson' asked)" = 1 ]
verdict $? 'setup: a bare machine' "exit $status: $said"
rm bin/apt-get asked
said=$(PATH=$scratch/bin bash "$root/tools/setup" build 2>&1)
[ $? = 1 ] && grep -q 'this system has no apt-get' <<<"$said"
verdict $? 'setup: not a Debian' "$said"
printf '#!%s\necho "$*" >>%s/asked\n' "$(command -v sh)" "$scratch" >bin/apt-get
chmod +x bin/apt-get
PATH=$scratch/bin:$PATH bash "$root/tools/setup" test >/dev/null 2>&1 && [ ! -e asked ]
verdict $? 'setup: nothing missing, nobody asked' "$(cat asked 2>&1)"

finish
