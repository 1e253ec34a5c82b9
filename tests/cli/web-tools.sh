#!/bin/bash
# Gives tools/embed, tools/catalogue and tools/messages what they must turn into C and what they must refuse.
# Usage: tests/cli/web-tools.sh BUILD_DIR
set -u
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/../lib.sh"
cd "$scratch" || exit 1

refuses() { # refuses WHAT COMMAND...: it fails and says why
    local what=$1
    shift
    if "$@" >out 2>&1 || [ ! -s out ]; then is "$what is refused" refused "accepted: $(cat out)"; else is "$what is refused" '' ''; fi
}
compiles() { gcc -std=gnu17 -Wall -Wextra -Wpedantic -Werror -I"$root/src" "$@"; }

# ---- embed: the bytes come back from the program as they were in the file
printf 'a{b:c}\n' >s.css
head -c 3000 /dev/urandom >abri.wasm
printf '<p>\303\251 "\\</p>' >page.html
cat >print.c <<'C'
#include "web/template.h"
#include <stdio.h>
int main(int count, char **words)
{
    (void)words;
    for (int i = 0; i < web_statics_count; i++) {
        const struct embedded *f = &web_statics[i];
        if (count == 1) printf("%s %s %td\n", f->name, f->type, f->size);
        else fwrite(words[1][0] == 'g' ? f->gzip : f->bytes, 1, (size_t)(words[1][0] == 'g' ? f->gzip_size : f->size), stdout);
    }
    for (int i = 0; i < web_pages_count && count == 1; i++) fwrite(web_pages[i].bytes, 1, (size_t)web_pages[i].size, stdout);
    return 0;
}
C
"$root/tools/embed" statics s.css abri.wasm >statics.c && "$root/tools/embed" pages page.html >pages.c &&
    compiles print.c statics.c pages.c -o print
is 'embedded names, types, sizes and a page' 's.css text/css; charset=utf-8 7
abri.wasm application/wasm 3000
<p>é "\</p>' "$(./print)"
is 'bytes come back' "$(cat s.css abri.wasm | md5sum)" "$(./print bytes | md5sum)"
is 'compressed bytes too' "$(cat s.css abri.wasm | md5sum)" "$(./print gzip | gzip -dc | md5sum)"
"$root/tools/embed" statics s.css abri.wasm >again.c
is 'the same files give the same program' "$(md5sum <statics.c)" "$(md5sum <again.c)"
: >empty.html
printf x >x.exe
refuses 'an unknown type' "$root/tools/embed" statics x.exe
refuses 'an empty file' "$root/tools/embed" pages empty.html
refuses 'an absent file' "$root/tools/embed" pages absent.html
refuses 'an absent style' "$root/tools/embed" statics absent.css

# ---- css: what only its reader needs stays behind, a licence goes along
printf '/*! licence\n * of two lines */\na { b: c; }\n/* a note\n * of two **/\n\n  d { e: f; } /**/\n' >noted.css
is 'a style without its notes' '/*! licence
* of two lines */
a { b: c; }
d { e: f; } ' "$("$root/tools/css" noted.css)"
is 'styles are joined in order' 'a{b:c}
d{e:f}' "$(printf 'a{b:c}\n' >one.css; printf 'd{e:f}' >two.css; "$root/tools/css" one.css two.css)"

# ---- catalogue: sorted as strcmp sorts, whatever stands after a common beginning
head='msgid ""
msgstr ""
"Language: en\n"
"Content-Type: text/plain; charset=UTF-8\n"
'
po() { printf '%s\n%s\n' "$head" "$1" >"$2"; }
po 'msgid "Non"
msgstr "No"

msgid "Non !"
msgstr "No!"

msgid "Non, merci"
msgstr "No, thank you"

msgid "À \"vous\""
msgstr "Your \"turn\""

msgid "A \"b"
msgstr "1"

msgid "A #"
msgstr "2"

msgid ""
"Une phrase longue que les outils coupent en deux lignes parce qu'"'"'elle dépasse ce "
"qu'"'"'une ligne peut contenir."
msgstr ""
"A long sentence that the tools cut in two lines because it is longer than what a line "
"may hold."' good.po
cat >say.c <<'C'
#include "web/catalogue.h"
#include "web/template.h"
#include <stdio.h>
#include <string.h>
int main(void)
{
    const struct message *m = web_catalogues[TONGUE_EN]->messages;
    int count = web_catalogues[TONGUE_EN]->count;
    for (int i = 0; i < count; i++) {
        if (i > 0 && strcmp(m[i - 1].french, m[i].french) >= 0) printf("order: %s\n", m[i].french);
        if (web_say(TONGUE_EN, m[i].french) != m[i].said) printf("lost: %s\n", m[i].french);
        const char *french = web_say(TONGUE_FR, m[i].french);
        if (strcmp(m[i].french, "Non !") == 0 ? strcmp(french, "Non\302\240!") != 0 : french != m[i].french)
            printf("turned: %s\n", french);
    }
    printf("%d %s %s %s\n", count, web_say(TONGUE_EN, "Non !"), web_say(TONGUE_EN, "À \"vous\""), web_say(TONGUE_AR, "Inconnue"));
    return 0;
}
C
for word in en ar es pt tr; do cp good.po $word.po && "$root/tools/catalogue" $word.po >catalogue_$word.c; done
"$root/tools/catalogue" --french en.po >catalogue_fr.c
is 'French keeps only what it writes otherwise' 1 "$(grep -c 'Non' catalogue_fr.c)$(grep -c 'vous' catalogue_fr.c | sed 's/^0$//')"
compiles say.c catalogue_??.c "$root/src/web/catalogue.c" -o say
is 'every sentence is found' '7 No! Your "turn" Inconnue' "$(./say)"
po '' none.po
"$root/tools/catalogue" none.po >none.c
is 'a catalogue without sentences compiles' 0 "$(compiles -c none.c -o none.o >&2; echo $?)"
po 'msgid "Bonjour, ceci est une phrase assez longue pour que les outils la coupent en deux lignes."
msgstr ""' untranslated.po
po '#, fuzzy
msgid "Bonjour, ceci est une phrase assez longue pour que les outils la coupent en deux lignes."
msgstr "Hello"' fuzzy.po
po 'msgid "Bonjour"
msgstr "Hello"
msgid "Bonjour"
msgstr "Hi"' double.po
po 'msgctxt "matin"
msgid "Bonjour"
msgstr "Good morning"' context.po
po 'msgid "a\nb"
msgstr "a\nb"' line.po
for wrong in untranslated fuzzy double context line; do refuses "a catalogue with: $wrong" "$root/tools/catalogue" $wrong.po; done

# ---- messages: what the pages, the C files and the tables say, against the catalogue
po 'msgid "Bonjour, vous"
msgstr "Hello, you"

msgid "Dans le code"
msgstr "In the code"

msgid "Coupée en deux"
msgstr "Cut in two"

msgid "Nom"
msgstr "Name"

msgid "Écrivez votre nom."
msgstr "Write your name."' said.po
printf '<p>{{_ Bonjour,\n   vous}}</p>\n' >one.html
printf '%s\n' 'f(SAY(l, "Dans le code"), SAY(values_language(v), "Coupée "' '  "en deux"), " ");' >code.c
printf '%s\n' '/* A "table". */' 'FIELD(name, "/person/name",  "Nom",   "Écrivez votre nom.")' '#undef FIELD' >fields.def
said=(one.html code.c fields.def)
is 'all is said and known' '5 sentences' "$("$root/tools/messages" said.po "${said[@]}")"
printf '{{_ Nouvelle}}' >new.html
printf '%s\n' 'SAY(l, "Neuve")' >new.c
printf '%s\n' 'FIELD(city, "/city", "Commune", "Écrivez votre nom.")' >new.def
for new in new.html new.c new.def; do refuses "an unknown sentence in $new" "$root/tools/messages" said.po "${said[@]}" $new; done
refuses 'a sentence nobody says' "$root/tools/messages" said.po one.html code.c
po 'msgid "Appelez le 3919"
msgstr "Call 3991"' number.po
printf '{{_ Appelez le 3919}}' >number.html
refuses 'a number that is not that of the French' "$root/tools/messages" number.po number.html
mkdir -p pages && cp one.html pages/one.html && printf '{{> one}}' >pages/whole.html
printf '%s\n' 'TRANSLATED("", "pages/one.html")' 'TRANSLATED("/a", "code.c")' '#undef TRANSLATED' >some.def
po 'msgid "Bonjour, vous"
msgstr "مرحبا"

msgid "Dans le code"
msgstr "1"

msgid "Coupée en deux"
msgstr "2"' some.po
is 'a language has the pages of the table' '3 sentences' "$("$root/tools/messages" --only some.def some.po pages/one.html code.c fields.def)"
refuses 'a page of the table without its translation' "$root/tools/messages" --only some.def number.po pages/one.html code.c
refuses 'a file of the table that is not there' "$root/tools/messages" --only some.def some.po code.c
printf '%s\n' 'TRANSLATED("/b", "pages/whole.html pages/one.html code.c")' '#undef TRANSLATED' >some.def
is 'a part is named too' '3 sentences' "$("$root/tools/messages" --only some.def some.po pages/whole.html pages/one.html code.c)"
printf '%s\n' 'TRANSLATED("/b", "pages/whole.html code.c")' '#undef TRANSLATED' >some.def
refuses 'a page without its part' "$root/tools/messages" --only some.def some.po pages/whole.html pages/one.html code.c
refuses 'a sentence that C cuts by a quote' "$root/tools/messages" said.po "${said[@]}" <(echo 'SAY(l, variable)')

finish
