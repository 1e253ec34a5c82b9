#include "pgext.h"

#include <lib/stringinfo.h>
#include <utils/builtins.h>
#include <utils/numeric.h>

/* A jsonb, value by value, for abri_request_set. */

/* A request is an object with lists of objects; what is deeper is refused where it starts. */
#define DEPTH_MAX 4
/* Of a key as much as can be told from every other: none of the interface is longer. */
#define KEY_MAX 64

struct walk {
    struct abri_request *request;
    StringInfoData pointer;
    int depth;
    int length[DEPTH_MAX]; /* of the pointer to the object or list at each depth */
    int items[DEPTH_MAX];  /* of the list, met so far; -1: an object */
};

static void set(const struct walk *walk, enum abri_type type, const char *value, size_t length)
{
    struct abri_trouble trouble;
    if (abri_request_set(walk->request, walk->pointer.data, type, value, length, &trouble) !=
        ABRI_OK)
        pgext_refuse(&trouble);
}

static void set_value(const struct walk *walk, const JsonbValue *value)
{
    char *number;
    switch ((int)value->type) {
    case jbvString:
        set(walk, ABRI_STRING, value->val.string.val, (size_t)value->val.string.len);
        return;
    case jbvNumeric:
        number =
            DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(value->val.numeric)));
        set(walk, ABRI_NUMBER, number, strlen(number));
        pfree(number);
        return;
    case jbvBool:
        number = value->val.boolean ? "true" : "false";
        set(walk, ABRI_BOOLEAN, number, strlen(number));
        return;
    default: set(walk, ABRI_NULL, NULL, 0);
    }
}

/* The pointer goes back to the container and on to its member or item. */
static void point_at(struct walk *walk, const JsonbValue *key)
{
    int at = walk->depth - 1;
    walk->pointer.len = walk->length[at];
    walk->pointer.data[walk->pointer.len] = '\0';
    appendStringInfoChar(&walk->pointer, '/');
    if (walk->items[at] >= 0) {
        appendStringInfo(&walk->pointer, "%d", walk->items[at]++);
        return;
    }
    for (int i = 0; i < key->val.string.len && i < KEY_MAX; i++) {
        char c = key->val.string.val[i];
        if (c == '~') appendStringInfoString(&walk->pointer, "~0");
        if (c == '/') appendStringInfoString(&walk->pointer, "~1");
        if (c != '~' && c != '/') appendStringInfoChar(&walk->pointer, c);
    }
}

static void enter(struct walk *walk, bool list, int items)
{
    set(walk, list ? ABRI_LIST : ABRI_OBJECT, NULL, (size_t)items);
    if (walk->depth == DEPTH_MAX) elog(ERROR, "abri: a request does not go so deep");
    walk->length[walk->depth] = walk->pointer.len;
    walk->items[walk->depth++] = list ? 0 : -1;
}

static bool is_item(const struct walk *walk)
{
    return walk->depth > 0 && walk->items[walk->depth - 1] >= 0;
}

void pgext_request(Jsonb *document, struct abri_request *ret)
{
    struct walk walk = {.request = ret};
    JsonbIterator *at = JsonbIteratorInit(&document->root);
    JsonbValue value;
    JsonbIteratorToken token;
    abri_request_begin(ret);
    initStringInfo(&walk.pointer);
    while ((token = JsonbIteratorNext(&at, &value, false)) != WJB_DONE) {
        bool begins = token == WJB_BEGIN_OBJECT || token == WJB_BEGIN_ARRAY;
        if (token == WJB_KEY || (is_item(&walk) && (begins || token == WJB_ELEM)))
            point_at(&walk, &value);
        if (token == WJB_BEGIN_OBJECT) enter(&walk, false, value.val.object.nPairs);
        if (token == WJB_BEGIN_ARRAY) enter(&walk, true, value.val.array.nElems);
        if (token == WJB_VALUE || token == WJB_ELEM) set_value(&walk, &value);
        if (token == WJB_END_OBJECT || token == WJB_END_ARRAY) walk.depth--;
    }
    pfree(walk.pointer.data);
}
