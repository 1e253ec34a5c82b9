#include "tests/scenario.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Plays scenarios written in French, one command a line, words parted by blanks, a phrase between
 * double quotes, # before a remark. The phrases are those of words.def, facts.def, strands.def,
 * duties.def and fields.def. tests/scenarios/LISEZMOI.md tells the commands to those who write
 * scenarios.
 *
 *   scenario [--store URL] FOLDER|FILE...   each .cas must say true; folders named faux are left
 * out scenario --faux FOLDER|FILE...          each must be found wrong, and say what its line "#!
 * ..." says */

#define WORDS_MAX 24
#define LINE_MAX_ 1024

void scenario_say(struct scenario *s, const char *format, ...)
{
    char line[1024];
    int head = snprintf(line, sizeof line, "%s:%d: ", s->path, s->line);
    must(head > 0 && (size_t)head < sizeof line);
    va_list rest;
    va_start(rest, format);
    (void)vsnprintf(line + head, sizeof line - (size_t)head, format, rest);
    va_end(rest);
    write_string(&s->said, line);
    write_character(&s->said, '\n');
    s->wrong++;
}

static void cmd_complete(struct scenario *s, char **word)
{
    s->completed_on = scenario_day(s, word[1]);
}
static void cmd_decidee(struct scenario *s, char **word)
{
    s->decided_on = scenario_day(s, word[1]);
}
static void cmd_connu(struct scenario *s, char **word) { s->known_on = scenario_day(s, word[1]); }
static void cmd_aujourdhui(struct scenario *s, char **word) { s->today = scenario_day(s, word[1]); }

static const struct {
    const char *name;
    void (*run)(struct scenario *, char **word);
} commands[] = {
    {"complète", cmd_complete},      /* complète JOUR                               */
    {"décidée", cmd_decidee},        /* décidée JOUR                                */
    {"connu", cmd_connu},            /* connu JOUR : ce qui était publié ce jour    */
    {"aujourd'hui", cmd_aujourdhui}, /* aujourd'hui JOUR                            */
    {"fait", scenario_fact},         /* fait JOUR "demande reçue" clé=valeur...     */
    {"refuse", scenario_refused},    /* refuse JOUR "aide versée" clé=valeur...     */
    {"jusqu'à", scenario_until},     /* jusqu'à JOUR "aide versée"                  */
    {"attend", scenario_expect},     /* attend CLÉ VALEUR                           */
    {"exclut", scenario_exclude},    /* exclut CLÉ DÉBUT                            */
};

/* ---- lines ---- */

/* Ends the word at `line` in place, its quotes taken out; returns what follows it, NULL when a
 * quote does not close. */
static char *end_word(char *line)
{
    char *to = line;
    bool quoted = false;
    for (; *line != '\0' && (quoted || !strchr(" \t\r\n", *line)); line++) {
        if (*line == '"') {
            quoted = !quoted;
        } else {
            *to++ = *line;
        }
    }
    if (quoted) return NULL;
    char *next = *line == '\0' ? line : line + 1;
    *to = '\0';
    return next;
}

/* Parts the line in place; returns how many words, the rest of the table is NULL; -1 when a quote
 * does not close or there are too many. */
static int part(char *line, char *words[WORDS_MAX + 1])
{
    int count = 0;
    for (int i = 0; i <= WORDS_MAX; i++) words[i] = NULL;
    for (;;) {
        line += strspn(line, " \t\r\n");
        if (*line == '\0' || *line == '#') return count;
        if (count == WORDS_MAX) return -1;
        words[count++] = line;
        line = end_word(line);
        if (!line) return -1;
    }
}

static void play_line(struct scenario *s, char *line)
{
    char *words[WORDS_MAX + 1];
    int count = part(line, words);
    if (count < 0) scenario_say(s, "attendu des guillemets fermés et au plus %d mots", WORDS_MAX);
    if (count <= 0) return;
    for (size_t i = 0; i < LENGTH(commands); i++) {
        if (strcmp(commands[i].name, words[0]) != 0) continue;
        commands[i].run(s, words);
        return;
    }
    if (!scenario_claim(s, words)) scenario_say(s, "attendu une commande, obtenu %s", words[0]);
}

/* ---- files ---- */

struct run {
    struct mirror *mirror;
    bool faux, shows;
    int passed, failed;
};

/* Whether a scenario that must be found wrong said all that its lines "#! ..." say. */
static bool is_refuted(struct scenario *s, const char *expected, int count)
{
    const char *said = writer_string(&s->said);
    bool good = s->wrong > 0 && count > 0;
    for (int i = 0; i < count; i++) {
        if (!strstr(said, expected)) {
            printf("%s: attendu qu'il soit dit \"%s\", obtenu\n%s", s->path, expected, said);
            good = false;
        }
        expected += strlen(expected) + 1;
    }
    if (count == 0) printf("%s: attendu une ligne #! ...\n", s->path);
    return good;
}

static bool play(struct run *run, struct scenario *s, FILE *file)
{
    char line[LINE_MAX_], expected[LINE_MAX_] = "";
    size_t expected_length = 0;
    int expected_count = 0;
    while (fgets(line, sizeof line, file)) {
        s->line++;
        size_t length = strcspn(line, "\r\n");
        if (length == sizeof line - 1) scenario_say(s, "ligne trop longue");
        if (strncmp(line, "#! ", 3) == 0) {
            line[length] = '\0';
            must(expected_length + length < sizeof expected);
            memcpy(expected + expected_length, line + 3, length - 2);
            expected_length += length - 2;
            expected_count++;
            continue;
        }
        play_line(s, line);
    }
    if (run->faux) return is_refuted(s, expected, expected_count);
    if (s->line == 0) scenario_say(s, "attendu un scénario, obtenu un fichier vide");
    printf("%s", writer_string(&s->said));
    if (run->shows) scenario_show(s);
    return s->wrong == 0;
}

static void play_file(struct run *run, const char *path)
{
    static struct scenario s;
    s = (struct scenario){.path = path, .mirror = run->mirror};
    s.said = WRITER(s.said_room);
    file_number number = {482109375516};
    FILE *file = fopen(path, "r");
    bool good = file && (!run->mirror || mirror_begin(run->mirror, &number));
    if (!good) printf("%s: illisible, ou sans dossier neuf\n", path);
    s.file = case_empty(number);
    s.references_from = run->mirror ? number.number % 100000000000 * 1000 : 0;
    if (good) good = play(run, &s, file);
    if (file) fclose(file);
    run->passed += good;
    run->failed += !good;
}

static int is_scenario_or_folder(const struct dirent *entry)
{
    const char *name = entry->d_name;
    size_t length = strlen(name);
    if (entry->d_type == DT_DIR) return name[0] != '.' && strcmp(name, "faux") != 0;
    return length > 4 && strcmp(name + length - 4, ".cas") == 0;
}

/* Folders in the order of their names, so that every run reads alike. */
static void play_path(struct run *run, const char *path)
{
    struct stat what;
    if (stat(path, &what) != 0 || !S_ISDIR(what.st_mode)) {
        play_file(run, path);
        return;
    }
    struct dirent **entries = NULL;
    int count = scandir(path, &entries, is_scenario_or_folder, alphasort);
    for (int i = 0; i < count; i++) {
        char below[4096];
        int length = snprintf(below, sizeof below, "%s/%s", path, entries[i]->d_name);
        must(length > 0 && (size_t)length < sizeof below);
        play_path(run, below);
        free(entries[i]);
    }
    free(entries);
}

int main(int count, char **words)
{
    struct run run = {.faux = false};
    int first = 1;
    if (count > 1 && strcmp(words[1], "--faux") == 0) {
        run.faux = true;
        first = 2;
    }
    if (count > 1 && strcmp(words[1], "--montre") == 0) {
        run.shows = true;
        first = 2;
    }
    if (count > 2 && strcmp(words[1], "--store") == 0) {
        run.mirror = mirror_open(words[2]);
        if (!run.mirror) return 1;
        first = 3;
    }
    for (int i = first; i < count; i++) play_path(&run, words[i]);
    if (run.mirror) mirror_close(run.mirror);
    printf("%d passed, %d failed\n", run.passed, run.failed);
    return run.failed > 0 || run.passed == 0;
}
