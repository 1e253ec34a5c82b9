#include "wire/json_read.h"

#include "wire/wire.h"

/* Opening a document: everything that can be refused before its values are looked at. jansson's
 * own messages quote the input, so only its line and column are passed on. */

static err refuse(struct trouble *trouble, const char *where, const char *expected)
{
    struct writer place = WRITER(trouble->where), what = WRITER(trouble->expected);
    write_string(&place, where);
    write_string(&what, expected);
    writer_string(&place);
    writer_string(&what);
    return ERR_BAD_INPUT;
}

static err refuse_at_line(struct trouble *trouble, const json_error_t *error, const char *expected)
{
    char room[64];
    struct writer place = WRITER(room);
    write_string(&place, "line ");
    write_integer(&place, error->line > 0 ? error->line : 1);
    write_string(&place, ", column ");
    write_integer(&place, error->column > 0 ? error->column : 0);
    return refuse(trouble, writer_string(&place), expected);
}

/* How deep the document goes, counted without a stack: brackets outside strings. */
static int depth_of(text json)
{
    int depth = 0, deepest = 0;
    bool in_string = false;
    for (ptrdiff_t i = 0; i < json.length; i++) {
        char c = json.at[i];
        if (in_string) {
            if (c == '\\') i++;
            if (c == '"') in_string = false;
            continue;
        }
        if (c == '"') in_string = true;
        if (c == '{' || c == '[') depth++;
        if (c == '}' || c == ']') depth--;
        if (depth > deepest) deepest = depth;
    }
    return deepest;
}

static const char *expected_of(const json_error_t *error)
{
    int code = (int)json_error_code(error);
    if (code == json_error_duplicate_key) return "each key once";
    if (code == json_error_end_of_input_expected) return "one JSON object and nothing after it";
    if (code == json_error_premature_end_of_input) return "a whole JSON object";
    if (code == json_error_numeric_overflow) return "a number of at most 18 digits";
    if (code == json_error_null_character || code == json_error_null_byte_in_key) {
        return "text without NUL characters";
    }
    return "strict JSON";
}

/* jansson says of a want of memory that the input is wrong, or drops the character that its string
 * had no room for and goes on: whether there was any is seen where it asks. */
static json_malloc_t allocate;
static bool starved;

static void *take(size_t size)
{
    void *room = allocate(size);
    starved = starved || !room;
    return room;
}

static void watch_memory(void)
{
    json_free_t release = NULL;
    starved = false;
    if (allocate) return;
    json_get_alloc_funcs(&allocate, &release);
    json_set_alloc_funcs(take, release);
}

err wire_json_load(text json, json_t **ret, struct trouble *trouble)
{
    if (json.length == 0) return refuse(trouble, "", "a JSON object");
    if (json.length > WIRE_JSON_MAX) return refuse(trouble, "", "at most 65536 bytes of JSON");
    if (!text_is_utf8(json)) return refuse(trouble, "", "JSON in well-formed UTF-8, without NUL");
    if (depth_of(json) > JSON_DEPTH_MAX) {
        return refuse(trouble, "", "at most 8 objects and lists within one another");
    }
    json_error_t error;
    watch_memory();
    json_t *document = json_loadb(json.at, (size_t)json.length, JSON_REJECT_DUPLICATES, &error);
    if (starved) {
        json_decref(document);
        (void)refuse(trouble, "", "memory to read it");
        return ERR_HOST;
    }
    if (!document) return refuse_at_line(trouble, &error, expected_of(&error));
    if (!json_is_object(document)) {
        json_decref(document);
        return refuse(trouble, "", "a JSON object");
    }
    *ret = document;
    return ERR_OK;
}

void wire_json_drop(json_t **document) { json_decref(*document); }

void wire_seed(uint64_t random) { json_object_seed((size_t)random | 1); }
