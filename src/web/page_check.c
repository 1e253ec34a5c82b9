#include "web/tags.h"

/* Reads every page as it will be filled: tags pair, parts exist and do not hold themselves, and
 * nothing is inserted where escaping the five characters would not be enough. */

#define DEPTH_MAX 8

/* Where in the HTML the next byte stands. */
struct position {
    bool in_tag, in_quotes, in_script, in_comment;
};

static void walk(struct position *p, text html)
{
    for (ptrdiff_t i = 0; i < html.length; i++) {
        text rest = {html.at + i, html.length - i};
        char c = html.at[i];
        if (p->in_quotes) {
            p->in_quotes = c != '"';
        } else if (p->in_tag) {
            p->in_quotes = c == '"';
            p->in_tag = c != '>';
        } else if (c == '<') {
            p->in_tag = true;
            if (text_starts_with(rest, T("<!--"))) p->in_comment = true;
            if (text_starts_with(rest, T("<script")) || text_starts_with(rest, T("<style")))
                p->in_script = true;
            if (text_starts_with(rest, T("</script")) || text_starts_with(rest, T("</style")))
                p->in_script = false;
        }
    }
}

static const char *check_place(const struct position *p)
{
    if (p->in_tag && !p->in_quotes) return "an insertion in a tag, outside double quotes";
    if (p->in_script && !p->in_tag) return "an insertion in a script or a style";
    return NULL;
}

static const char *check_sentence(text french)
{
    char room[SENTENCE_MAX];
    struct writer key = WRITER(room);
    write_sentence_key(&key, french);
    (void)writer_string(&key);
    if (key.full) return "a sentence that is too long";
    return key.length > 0 ? NULL : "a sentence without words";
}

struct open_tag {
    enum tag_kind kind;
    bool had_else;
};

/* Opens and closes in pairs; else once, in an if. */
static const char *check_pairs(struct open_tag open[DEPTH_MAX], int *depth, enum tag_kind kind)
{
    bool opens = kind == TAG_IF || kind == TAG_EACH;
    if (opens && *depth == DEPTH_MAX) return "parts within parts too deep";
    if (opens) open[(*depth)++] = (struct open_tag){kind, false};
    bool of_if = kind == TAG_END_IF || kind == TAG_ELSE;
    if (!of_if && kind != TAG_END_EACH) return NULL;
    if (*depth == 0 || open[*depth - 1].kind != (of_if ? TAG_IF : TAG_EACH))
        return "a close without its open";
    if (kind == TAG_ELSE && open[*depth - 1].had_else) return "a second else";
    if (kind == TAG_ELSE)
        open[*depth - 1].had_else = true;
    else
        (*depth)--;
    return NULL;
}

static const char *check_page(text page, int parts_deep);

static const char *check_tag(const struct tag *tag, const struct position *p, int parts_deep)
{
    switch (tag->kind) {
    case TAG_WRONG: return "a tag that does not end or is none";
    case TAG_VALUE: return check_place(p);
    case TAG_SAY: {
        const char *fault = check_place(p);
        return fault ? fault : check_sentence(tag->name);
    }
    case TAG_PART: {
        text part = page_source(tag->name);
        if (!part.at) return "an unknown part";
        return parts_deep < DEPTH_MAX ? check_page(part, parts_deep + 1)
                                      : "a part that holds itself";
    }
    case TAG_END:
    case TAG_IF:
    case TAG_ELSE:
    case TAG_END_IF:
    case TAG_EACH:
    case TAG_END_EACH:
    case TAG_NOTE: break;
    }
    return NULL;
}

static const char *check_page(text page, int parts_deep)
{
    struct open_tag open[DEPTH_MAX];
    struct position position = {0};
    int depth = 0;
    for (;;) {
        struct tag tag = tag_next(&page);
        walk(&position, tag.before);
        if (position.in_comment) return "an HTML comment, which everybody can read: use {{! }}";
        const char *fault = check_tag(&tag, &position, parts_deep);
        if (!fault) fault = check_pairs(open, &depth, tag.kind);
        if (fault) return fault;
        if (tag.kind == TAG_END) return depth > 0 ? "a part that is not closed" : NULL;
    }
}

const char *page_check(text html)
{
    return text_is_utf8(html) ? check_page(html, 0) : "bytes that are not UTF-8";
}

const char *page_check_all(const char **ret_fault)
{
    for (int i = 0; i < web_pages_count; i++) {
        const char *fault = page_check((text){(const char *)web_pages[i].bytes, web_pages[i].size});
        if (!fault) continue;
        *ret_fault = fault;
        return web_pages[i].name;
    }
    return NULL;
}
