#include "tests/canary/planted.h"
#include "tests/test.h"

#include <stdio.h>
#include <string.h>

/* Strings that are not hers: what the law reads. Everything else that is a string is marked. */
static const char *const not_marked[] = {
    "request.requested_on",
    "request.completed_on",
    "request.department",
    "request.documents.0.dated",
};

struct walk {
    struct planted *planted;
    const json_t *schemas;
};

static const json_t *resolved(const struct walk *walk, const json_t *schema)
{
    const char *ref = json_string_value(json_object_get(schema, "$ref"));
    return ref ? json_object_get(walk->schemas, strrchr(ref, '/') + 1) : schema;
}

static bool is_type(const json_t *schema, const char *type)
{
    const json_t *said = json_object_get(schema, "type");
    const char *one = json_string_value(json_is_array(said) ? json_array_get(said, 0) : said);
    return one && strcmp(one, type) == 0;
}

/* A word nobody says, of the field's own: consonants and vowels from a hash of its path, one with
 * an accent. */
static void invent(const char *path, char ret[64])
{
    static const char consonants[] = "bcdfghjklmnpqrstvwxz", vowels[] = "aiou";
    uint64_t hash = UINT64_C(14695981039346656037);
    for (const char *c = path; *c; c++) hash = (hash ^ (unsigned char)*c) * UINT64_C(1099511628211);
    struct writer out = {ret, 0, 64, false};
    write_string(&out, "Zq\xC3\xA9");
    for (int i = 0; i < 4; i++) {
        write_character(&out, consonants[hash % 20]);
        write_character(&out, vowels[hash / 20 % 4]);
        hash /= 80;
    }
    writer_string(&out);
}

static bool ends_with(const char *whole, const char *end)
{
    size_t a = strlen(whole), b = strlen(end);
    return a >= b && strcmp(whole + a - b, end) == 0;
}

static void value_of(const json_t *schema, struct marker *marker, int place)
{
    char word[64];
    const char *format = json_string_value(json_object_get(schema, "format"));
    invent(marker->path, word);
    marker->is_day = format && strcmp(format, "date") == 0;
    marker->is_number = ends_with(marker->path, "phone") || ends_with(marker->path, "iban");
    int length = 0;
    if (marker->is_day) {
        length = snprintf(marker->value, sizeof marker->value, "19%02d-0%d-1%d", 71 + place % 20,
                          1 + place % 9, place % 10);
    } else if (ends_with(marker->path, "phone")) {
        length = snprintf(marker->value, sizeof marker->value, "06 39 98 7%d %02d", place % 10,
                          10 + place);
    } else if (ends_with(marker->path, "iban")) {
        length = snprintf(marker->value, sizeof marker->value, "FR7699999123459876543210925");
    } else if (ends_with(marker->path, "email")) {
        length = snprintf(marker->value, sizeof marker->value, "%s@exemple.test", word + 4);
    } else {
        const json_t *max = json_object_get(schema, "maxLength");
        length = snprintf(marker->value, sizeof marker->value, "%s", word);
        /* Too long for the field: without its first letters it is still nobody's word. */
        if (max && json_integer_value(max) < 11) {
            length = snprintf(marker->value, sizeof marker->value, "z%s", word + 4);
        }
    }
    assert_in_range(length, 8, sizeof marker->value - 1);
}

static json_t *plant(struct walk *walk, const json_t *schema, const char *path);

static json_t *plant_string(struct walk *walk, const json_t *schema, const char *path)
{
    const json_t *words = json_object_get(schema, "enum");
    if (words) return json_incref(json_array_get(words, 0));
    for (size_t i = 0; i < LENGTH(not_marked); i++) {
        if (strcmp(path, not_marked[i]) == 0) return NULL;
    }
    struct planted *planted = walk->planted;
    assert_in_range(planted->count, 0, MARKERS_MAX - 1);
    struct marker *marker = &planted->markers[planted->count];
    assert_in_range(strlen(path), 1, sizeof marker->path - 1);
    snprintf(marker->path, sizeof marker->path, "%s", path);
    value_of(schema, marker, planted->count++);
    return json_string(marker->value);
}

static json_t *plant_object(struct walk *walk, const json_t *schema, const char *path)
{
    json_t *object = json_object();
    const char *key;
    json_t *property;
    json_object_foreach(json_object_get(schema, "properties"), key, property)
    {
        char below[128];
        snprintf(below, sizeof below, "%s%s%s", path, *path ? "." : "", key);
        json_t *value = plant(walk, property, below);
        if (value) assert_int_equal(json_object_set_new(object, key, value), 0);
    }
    return object;
}

/* Two items of a list: the second must not be forgotten. */
static json_t *plant_list(struct walk *walk, const json_t *schema, const char *path)
{
    json_t *list = json_array();
    const json_t *items = resolved(walk, json_object_get(schema, "items"));
    if (json_object_get(items, "enum")) return list;
    for (int i = 0; i < 2; i++) {
        char below[128];
        snprintf(below, sizeof below, "%s.%d", path, i);
        json_t *value = plant(walk, items, below);
        if (value) assert_int_equal(json_array_append_new(list, value), 0);
    }
    return list;
}

static json_t *plant(struct walk *walk, const json_t *schema, const char *path)
{
    schema = resolved(walk, schema);
    assert_non_null(schema);
    const json_t *choices = json_object_get(schema, "oneOf");
    /* Of several ways to say it, the fullest, which is told last. */
    if (choices) return plant(walk, json_array_get(choices, json_array_size(choices) - 1), path);
    if (strcmp(path, "request.documents") == 0) return NULL;
    if (is_type(schema, "object")) return plant_object(walk, schema, path);
    if (is_type(schema, "array")) return plant_list(walk, schema, path);
    if (is_type(schema, "string")) return plant_string(walk, schema, path);
    if (is_type(schema, "boolean")) return json_false();
    assert_true(is_type(schema, "integer"));
    return NULL;
}

/* What a claim cannot do without, which is not hers. */
static void complete(json_t *claim)
{
    json_t *request = json_object_get(claim, "request"), *contact = NULL;
    json_object_set_new(request, "requested_on", json_string("2025-11-25"));
    json_object_set_new(request, "department", json_string("59"));
    json_object_set_new(request, "resources_cents", json_integer(71316));
    json_object_set_new(claim, "channel", json_string("online"));
    contact = json_object_get(claim, "safe_contact");
    json_object_set_new(contact, "channel", json_string("post"));
}

void planted_make(const char *openapi_path, struct planted *ret)
{
    json_error_t error;
    json_t *openapi = json_load_file(openapi_path, 0, &error);
    assert_non_null(openapi);
    *ret = (struct planted){.count = 0};
    struct walk walk = {ret, json_object_get(json_object_get(openapi, "components"), "schemas")};
    ret->claim = plant(&walk, json_object_get(walk.schemas, "Claim"), "");
    complete(ret->claim);
    json_decref(openapi);
}

void planted_end(struct planted *planted) { json_decref(planted->claim); }

uint64_t planted_bit(const struct planted *planted, const char *path)
{
    for (int i = 0; i < planted->count; i++) {
        if (strcmp(planted->markers[i].path, path) == 0) return UINT64_C(1) << i;
    }
    fail_msg("no marker is planted in %s", path);
    return 0;
}
