#include "web/tags.h"

/* Inside the braces: a word, then its argument, which is a name unless it is a sentence or a note.
 */
static const struct {
    text start;
    enum tag_kind kind;
    bool has_name;
} tags[] = {
    {{"_ ", 2}, TAG_SAY, false}, {{"#if ", 4}, TAG_IF, true}, {{"#each ", 6}, TAG_EACH, true},
    {{"> ", 2}, TAG_PART, true}, {{"!", 1}, TAG_NOTE, false},
};

static bool is_name(text word)
{
    for (ptrdiff_t i = 0; i < word.length; i++) {
        char c = word.at[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) return false;
    }
    return word.length > 0 && word.at[0] >= 'a';
}

/* What the braces say; *inside becomes the name or the sentence. */
static enum tag_kind kind_of(text *inside)
{
    for (size_t i = 0; i < LENGTH(tags); i++) {
        text start = tags[i].start;
        if (!text_starts_with(*inside, start)) continue;
        *inside = text_trim((text){inside->at + start.length, inside->length - start.length});
        if (tags[i].has_name && !is_name(*inside)) return TAG_WRONG;
        return tags[i].kind;
    }
    if (text_equal(*inside, T("else"))) return TAG_ELSE;
    if (text_equal(*inside, T("/if"))) return TAG_END_IF;
    if (text_equal(*inside, T("/each"))) return TAG_END_EACH;
    return is_name(*inside) ? TAG_VALUE : TAG_WRONG;
}

static ptrdiff_t find_pair(text in, ptrdiff_t from, char c)
{
    for (ptrdiff_t i = from; i + 1 < in.length; i++) {
        if (in.at[i] == c && in.at[i + 1] == c) return i;
    }
    return -1;
}

struct tag tag_next(text *left)
{
    ptrdiff_t open = find_pair(*left, 0, '{');
    if (open < 0) {
        struct tag end = {TAG_END, *left, {NULL, 0}};
        *left = (text){left->at + left->length, 0};
        return end;
    }
    struct tag tag = {TAG_WRONG, {left->at, open}, {NULL, 0}};
    ptrdiff_t close = find_pair(*left, open + 2, '}');
    ptrdiff_t end = close < 0 ? left->length : close + 2;
    if (close >= 0) {
        tag.name = text_trim((text){left->at + open + 2, close - open - 2});
        tag.kind = kind_of(&tag.name);
    }
    *left = (text){left->at + end, left->length - end};
    /* A note or a part stands on a line of its own: the line end is its. The doctype comes first
     * so. */
    bool own_line = tag.kind == TAG_NOTE || tag.kind == TAG_PART;
    if (own_line && left->length > 0 && left->at[0] == '\n')
        *left = (text){left->at + 1, left->length - 1};
    return tag;
}

void write_sentence_key(struct writer *out, text french)
{
    bool blank = false;
    for (ptrdiff_t i = 0; i < french.length; i++) {
        char c = french.at[i];
        bool is_blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (!is_blank) {
            if (blank) write_character(out, ' ');
            write_character(out, c);
        }
        blank = is_blank;
    }
}

text page_source(text name)
{
    for (int i = 0; i < web_pages_count; i++) {
        text file = text_of(web_pages[i].name);
        text stem = text_cut(&file, '.');
        if (text_equal(stem, name))
            return (text){(const char *)web_pages[i].bytes, web_pages[i].size};
    }
    return (text){NULL, 0};
}
