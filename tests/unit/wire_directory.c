#include "wire/directory.h"

#include <string.h>

#include "tests/test.h"

static struct near_place last;
static char kept[16][512];
static int kept_count;

static err take(void *context, const struct department *where, const struct near_place *place)
{
    (void)context;
    assert_non_null(where);
    struct writer out = WRITER(kept[kept_count % 16]);
    near_place_write(&out, place);
    (void)writer_string(&out);
    kept_count++;
    last = *place;
    return ERR_OK;
}

static err read_list(const char *json, struct directory_count *count, struct trouble *trouble)
{
    kept_count = 0;
    memset(trouble, 0, sizeof *trouble);
    return wire_directory_read(text_of(json), (struct directory_taker){take, NULL}, count, trouble);
}

#define ADDRESS                                                                           \
    "\"adresse\": [{\"type_adresse\": \"Adresse\", \"complement1\": \"\", "               \
    "\"numero_voie\": \"1 rue de l'Essai\", \"service_distribution\": \"BP 1\", "         \
    "\"code_postal\": \"59000\", \"nom_commune\": \"Lille\", \"longitude\": \"3.06\"}], " \
    "\"telephone\": [{\"valeur\": \"f\", \"description\": \"\"}, "                        \
    "{\"valeur\": \"03 00 00 00 00\"}], "                                                 \
    "\"site_internet\": [{\"libelle\": \"\", \"valeur\": \"https://essai.example/\"}]"
#define SERVICE_OF(type, name)                                                            \
    "{\"id\": \"0\", \"nom\": \"" name "\", \"pivot\": [{\"type_service_local\": \"" type \
    "\", \"code_insee_commune\": [\"59350\"]}], \"code_insee_commune\": \"59350\", " ADDRESS "}"

static void a_list_is_read_as_it_is_published(void **state)
{
    (void)state;
    struct directory_count count;
    struct trouble trouble;
    assert_int_equal(
        read_list("{\"service\": [" SERVICE_OF("cidf", "CIDFF - Exemple") ", " SERVICE_OF(
                      "mairie", "Mairie - Exemple") "]}\n",
                  &count, &trouble),
        ERR_OK);
    assert_int_equal(count.taken, 1);
    assert_int_equal(count.other_kinds, 1);
    assert_string_equal(kept[0], "cidff\tCIDFF - Exemple\t59350\t1 rue de l'Essai - BP 1\t59000\t"
                                 "Lille\t03 00 00 00 00\thttps://essai.example/\n");
}

/* The interface gives the same lists as JSON in strings. */
static void a_list_in_strings_is_the_same(void **state)
{
    (void)state;
    struct directory_count count;
    struct trouble trouble;
    const char *json =
        "[{\"nom\": \"CIDFF - Exemple\", \"code_insee_commune\": \"59350\","
        "\"pivot\": \"[{\\\"type_service_local\\\": \\\"cidf\\\", \\\"code_insee_commune\\\": "
        "[\\\"59350\\\"]}]\", \"adresse\": \"\", \"telephone\": \"[{\\\"valeur\\\": "
        "\\\"03 00 00 00 00\\\"}]\", \"site_internet\": null}]";
    assert_int_equal(read_list(json, &count, &trouble), ERR_OK);
    assert_string_equal(kept[0], "cidff\tCIDFF - Exemple\t59350\t\t\t\t03 00 00 00 00\t\n");
}

static void where_people_live_is_never_kept(void **state)
{
    (void)state;
    struct directory_count count;
    struct trouble trouble;
    assert_int_equal(read_list("[" SERVICE_OF("chrs", "Exemple") ", " SERVICE_OF(
                                   "cidf", "Centre d’hébergement Exemple") "]",
                               &count, &trouble),
                     ERR_OK);
    assert_int_equal(count.hidden, 2);
    assert_string_equal(kept[0], "shelter\tExemple\t\t\t\t\t03 00 00 00 00\t\n");
    assert_string_equal(kept[1],
                        "shelter\tCentre d’hébergement Exemple\t\t\t\t\t03 00 00 00 00\t\n");
}

static void what_is_wrong_is_said_with_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *json, *where;
    } cases[] = {
        {"", "/service"},
        {"{\"services\": []}", "/service"},
        {"{\"service\": {}}", "/service"},
        {"[] []", "/service"},
        {"{\"service\": []", "/service"},
        {"[" SERVICE_OF("cidf", "A") "; 1]", "/service/0"},
        {"[" SERVICE_OF("cidf", "A") ", 12]", "/service/1"},
        {"[" SERVICE_OF("cidf", "A") ", {\"nom\": }]", "/service/1, line 1, column 9"},
        {"[{\"pivot\": [{\"type_service_local\": 7}]}]", "/service/0/pivot/0/type_service_local"},
        {"[{\"pivot\": [3]}]", "/service/0/pivot/0"},
        {"[{\"pivot\": \"[{\"}]", "/service/0/pivot"},
        {"[{\"pivot\": [{\"type_service_local\": \"cidf\"}]}]", "/service/0/nom"},
        {"[{\"nom\": \"A\", \"pivot\": [{\"type_service_local\": \"cidf\"}], \"adresse\": "
         "[{\"code_postal\": \"5900\"}]}]",
         "/service/0/adresse/0/code_postal"},
        {"[{\"nom\": \"A\", \"pivot\": [{\"type_service_local\": \"cidf\"}], \"telephone\": {}}]",
         "/service/0/telephone"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct directory_count count = {.taken = -1};
        struct trouble trouble;
        assert_int_equal(read_list(cases[i].json, &count, &trouble), ERR_BAD_INPUT);
        assert_string_equal(trouble.where, cases[i].where);
        assert_true(trouble.expected[0] && count.taken == -1);
    }
}

static text found_commune;
static struct near_court found_court;
static err take_court(void *context, const struct department *where, text commune,
                      const struct near_court *court)
{
    (void)context;
    assert_string_equal(where->code, "01");
    found_commune = commune;
    found_court = *court;
    return ERR_OK;
}

#define COURTS_HEADER                                                                             \
    "Commune;Libellé Commune;Orig. CA;N° CA;Cour d'Appel compétente;Orig. TJ;N° TJ;Tribunal " \
    "judiciaire compétent;Orig. TPRX;N° TPRX;Tribunal de proximité compétent (hors communes " \
    "exclusives aux TJ);Orig. CPH;N° CPH;Conseil de Prud'hommes compétent\r\n"
#define COURTS_ROW(commune, number)                                                        \
    commune ";L ABERGEMENT;1;23;Cour d'Appel de Lyon;1;" number ";Tribunal judiciaire de " \
            "Bourg-en-Bresse;9;63071;Tribunal de proximité de Trévoux;1;937;Conseil\r\n"

static void the_court_of_a_commune_is_one_of_ours(void **state)
{
    (void)state;
    static const struct {
        const char *csv;
        err expected;
        const char *where;
    } cases[] = {
        {COURTS_HEADER COURTS_ROW("01001", "39"), ERR_OK, ""},
        {"\xEF\xBB\xBF" COURTS_HEADER COURTS_ROW("\"01001\"", "39"), ERR_OK, ""},
        {COURTS_HEADER, ERR_BAD_INPUT, "line 2"},
        {COURTS_HEADER "01001;x\n", ERR_BAD_INPUT, "line 2"},
        {COURTS_HEADER COURTS_ROW("01001", "39") COURTS_ROW("99999", "39"), ERR_BAD_INPUT,
         "line 3, Commune"},
        {COURTS_HEADER COURTS_ROW("01001", "999999"), ERR_BAD_INPUT, "line 2, N° TJ"},
        {"Commune,N° TJ\n", ERR_BAD_INPUT, "line 1, Commune"},
        {"Commune;Orig. TJ;N° TJ;Commune\n", ERR_BAD_INPUT, "line 1, Commune"},
        {"Commune;Orig. TJ;N\xB0 TJ\n", ERR_BAD_INPUT, "line 1"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct trouble trouble = {"", ""};
        int64_t count = 0;
        err e = wire_courts_read(text_of(cases[i].csv), (struct courts_taker){take_court, NULL},
                                 &count, &trouble);
        assert_int_equal(e, cases[i].expected);
        assert_string_equal(trouble.where, cases[i].where);
        if (e != ERR_OK) continue;
        assert_int_equal(count, 1);
        assert_true(text_equal(found_commune, T("01001")));
        assert_true(text_equal(found_court.name, T("Tribunal judiciaire de Bourg-en-Bresse")));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_is_read_as_it_is_published),
        cmocka_unit_test(a_list_in_strings_is_the_same),
        cmocka_unit_test(where_people_live_is_never_kept),
        cmocka_unit_test(what_is_wrong_is_said_with_its_place),
        cmocka_unit_test(the_court_of_a_commune_is_one_of_ours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
