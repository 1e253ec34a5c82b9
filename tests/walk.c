#include "tests/walk.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define POINTER_MAX 262144 /* twice the longest key, and more */

struct walk {
    struct abri_request *request;
    struct abri_trouble *trouble;
    char pointer[POINTER_MAX];
};

static enum abri_type type_of(const json_t *value)
{
    if (json_is_string(value)) return ABRI_STRING;
    if (json_is_number(value)) return ABRI_NUMBER;
    if (json_is_boolean(value)) return ABRI_BOOLEAN;
    if (json_is_null(value)) return ABRI_NULL;
    return json_is_array(value) ? ABRI_LIST : ABRI_OBJECT;
}

static enum abri_result set(struct walk *walk, enum abri_type type, const char *value,
                            size_t length)
{
    return abri_request_set(walk->request, walk->pointer, type, value, length, walk->trouble);
}

static enum abri_result set_value(struct walk *walk, const json_t *value)
{
    enum abri_type type = type_of(value);
    if (type == ABRI_STRING) {
        return set(walk, type, json_string_value(value), json_string_length(value));
    }
    if (type == ABRI_LIST) return set(walk, type, NULL, json_array_size(value));
    if (type == ABRI_OBJECT || type == ABRI_NULL) return set(walk, type, NULL, 0);
    char *said = json_dumps(value, JSON_ENCODE_ANY); /* a real stays one: "1000.0" */
    enum abri_result result = set(walk, type, said, strlen(said));
    free(said);
    return result;
}

/* The token with ~ and / escaped (RFC 6901), behind what is there; gives the length before. */
static size_t add_token(struct walk *walk, const char *token)
{
    size_t before = strlen(walk->pointer);
    char *at = walk->pointer + before;
    *at++ = '/';
    for (; *token; token++) {
        if (*token == '~' || *token == '/') {
            *at++ = '~';
            *at++ = *token == '~' ? '0' : '1';
        } else {
            *at++ = *token;
        }
    }
    *at = '\0';
    return before;
}

static enum abri_result walk_value(struct walk *walk, json_t *value)
{
    enum abri_result result = set_value(walk, value);
    const char *key;
    json_t *member;
    size_t i;
    json_object_foreach(value, key, member)
    {
        if (result != ABRI_OK) return result;
        size_t before = add_token(walk, key);
        result = walk_value(walk, member);
        walk->pointer[before] = '\0';
    }
    json_array_foreach(value, i, member)
    {
        if (result != ABRI_OK) return result;
        char place[24];
        snprintf(place, sizeof place, "%zu", i);
        size_t before = add_token(walk, place);
        result = walk_value(walk, member);
        walk->pointer[before] = '\0';
    }
    return result;
}

enum abri_result walk_request(json_t *document, struct abri_request *request,
                              struct abri_trouble *trouble)
{
    static struct walk walk;
    walk.request = request;
    walk.trouble = trouble;
    walk.pointer[0] = '\0';
    abri_request_begin(request);
    return walk_value(&walk, document);
}
