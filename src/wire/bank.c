/* Walks a bank's document. It comes from outside: no document type, no entity, no network, UTF-8
 * only whatever it says of itself, bounded in size and depth, one known namespace. */
#include "wire/bank_reading.h"

#include <string.h>

#define NAMESPACE "urn:iso:std:iso:20022:tech:xsd:"

static const struct bank_family *family_of(const char *space)
{
    static const struct bank_family families[] = {
#define CAMT(name, body, report) {name, body, report, camt_leaves, camt_parts, camt_finish}
        CAMT("camt.052.", "BkToCstmrAcctRpt", "Rpt"),
        CAMT("camt.053.", "BkToCstmrStmt", "Stmt"),
        CAMT("camt.054.", "BkToCstmrDbtCdtNtfctn", "Ntfctn"),
#undef CAMT
        {"pain.002.", "CstmrPmtStsRpt", NULL, pain_leaves, pain_parts, pain_finish},
    };
    text name = text_of(space);
    if (!text_starts_with(name, T(NAMESPACE))) return NULL;
    name = (text){name.at + sizeof NAMESPACE - 1, name.length - (ptrdiff_t)sizeof NAMESPACE + 1};
    for (size_t i = 0; i < LENGTH(families); i++) {
        if (text_starts_with(name, text_of(families[i].name))) return &families[i];
    }
    return NULL;
}

/* ---- the path ---- */

/* The root of the document: its namespace says what it is. */
static err open_document(struct bank_reading *r, const char *name, const char *space)
{
    r->family = strcmp(name, "Document") == 0 ? family_of(space) : NULL;
    if (!r->family || strlen(space) >= sizeof r->space)
        return bank_refuse(r, "a Document of pain.002, camt.052, camt.053 or camt.054 (ISO 20022)");
    memcpy(r->space, space, strlen(space) + 1);
    return ERR_OK;
}

/* The body, which the namespace announced; version 1 bears its number or the message's name. */
static err open_body(struct bank_reading *r, const char *name)
{
    size_t length = strlen(r->family->body);
    bool announced = strncmp(name, r->family->body, length) == 0 &&
                     (name[length] == '\0' || strcmp(name + length, "V01") == 0);
    announced = announced || strcmp(name, r->space + sizeof NAMESPACE - 1) == 0;
    if (!announced || r->has_body) return bank_refuse(r, "the one body its namespace announces");
    r->has_body = true;
    return ERR_OK;
}

/* Adds an element to the path; one of another namespace can match no table. */
static err push(struct bank_reading *r, const char *name, const char *space)
{
    size_t length = strlen(r->path);
    bool is_ours = strcmp(space, r->space) == 0;
    bool is_report =
        is_ours && length == 0 && r->family->report != NULL && strcmp(name, r->family->report) == 0;
    bool is_named_rpt = length == 0 && strcmp(name, "Rpt") == 0;
    if (is_report)
        name = "Rpt";
    else if (!is_ours || is_named_rpt)
        name = "*";
    if (length + strlen(name) + 2 > sizeof r->path) return bank_refuse(r, "shorter element names");
    r->lengths[r->depth] = (int)length;
    if (length > 0) r->path[length++] = '/';
    memcpy(r->path + length, name, strlen(name) + 1);
    return ERR_OK;
}

static const struct bank_part *part_here(const struct bank_reading *r)
{
    const struct bank_part *part = r->family->parts;
    while (part->path && strcmp(part->path, r->path) != 0) part++;
    return part->path ? part : NULL;
}

static const struct bank_leaf *leaf_here(const struct bank_reading *r)
{
    const struct bank_leaf *leaf = r->family->leaves;
    while (leaf->path && strcmp(leaf->path, r->path) != 0) leaf++;
    return leaf->path ? leaf : NULL;
}

/* Whether `path` lies inside `part`. */
static bool is_inside(const char *path, const char *part)
{
    size_t length = strlen(part);
    return strncmp(path, part, length) == 0 && path[length] == '/';
}

static err begin_part(struct bank_reading *r)
{
    const struct bank_part *part = part_here(r);
    if (!part) return ERR_OK;
    for (const struct bank_leaf *leaf = r->family->leaves; leaf->path; leaf++) {
        if (is_inside(leaf->path, part->path))
            r->seen &= ~(UINT64_C(1) << (leaf - r->family->leaves));
    }
    r->place = part->path;
    if (part->begin) TRY(part->begin(r));
    r->place = NULL;
    return ERR_OK;
}

static err end_part(struct bank_reading *r)
{
    const struct bank_part *part = part_here(r);
    if (!part || !part->end) return ERR_OK;
    r->place = part->path;
    TRY(part->end(r));
    r->place = NULL;
    return ERR_OK;
}

static err take_leaf(struct bank_reading *r)
{
    const struct bank_leaf *leaf = leaf_here(r);
    if (!leaf) return ERR_OK;
    uint64_t bit = UINT64_C(1) << (leaf - r->family->leaves);
    r->place = leaf->path;
    if (r->value.full) return bank_refuse(r, "a shorter value");
    if ((r->seen & bit) && !leaf->repeats) return bank_refuse(r, "this once only");
    r->seen |= bit;
    TRY(leaf->take(r, text_trim(writer_text(&r->value)), (char *)r + leaf->into));
    r->place = NULL;
    return ERR_OK;
}

/* ---- the nodes ---- */

static void keep_currency(struct bank_reading *r)
{
    r->currency[0] = '\0';
    if (xmlTextReaderMoveToAttribute(r->reader, (const xmlChar *)"Ccy") != 1) return;
    const char *value = (const char *)xmlTextReaderConstValue(r->reader);
    if (value && strlen(value) == 3) memcpy(r->currency, value, 4);
    xmlTextReaderMoveToElement(r->reader);
}

static err close_element(struct bank_reading *r)
{
    r->depth--;
    if (r->depth == 0) return ERR_OK;
    if (r->depth == 1) {
        r->place = r->family->body;
        return r->family->finish(r);
    }
    if (r->is_leaf) TRY(take_leaf(r));
    TRY(end_part(r));
    r->is_leaf = false;
    r->path[r->lengths[r->depth]] = '\0';
    return ERR_OK;
}

static err open_element(struct bank_reading *r)
{
    const char *name = (const char *)xmlTextReaderConstLocalName(r->reader);
    const char *space = (const char *)xmlTextReaderConstNamespaceUri(r->reader);
    bool is_empty = xmlTextReaderIsEmptyElement(r->reader) == 1;
    if (!space) space = "";
    if (r->depth == BANK_DEPTH_MAX) return bank_refuse(r, "elements less deep");
    if (r->depth == 0)
        TRY(open_document(r, name, space));
    else if (r->depth == 1)
        TRY(open_body(r, strcmp(space, r->space) == 0 ? name : ""));
    else
        TRY(push(r, name, space));
    r->depth++;
    r->is_leaf = true;
    r->value = WRITER(r->value_room);
    keep_currency(r);
    if (r->depth > 2) TRY(begin_part(r));
    return is_empty ? close_element(r) : ERR_OK;
}

static err read_node(struct bank_reading *r)
{
    switch (xmlTextReaderNodeType(r->reader)) {
    case XML_READER_TYPE_ELEMENT: return open_element(r);
    case XML_READER_TYPE_END_ELEMENT: return close_element(r);
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        write_string(&r->value, (const char *)xmlTextReaderConstValue(r->reader));
        return ERR_OK;
    case XML_READER_TYPE_DOCUMENT_TYPE:
    case XML_READER_TYPE_ENTITY:
    case XML_READER_TYPE_ENTITY_REFERENCE: return bank_refuse(r, "no document type nor entity");
    default: return ERR_OK; /* comments, blanks */
    }
}

/* Found in the bytes, before a parser sees the entities it may declare. */
static bool has_document_type(text xml)
{
    const char *end = xml.at + xml.length;
    for (const char *at = xml.at; at; at = memchr(at + 1, '<', (size_t)(end - at - 1))) {
        if (text_starts_with((text){at, end - at}, T("<!DOCTYPE"))) return true;
    }
    return false;
}

static err read_document(struct bank_reading *r)
{
    int more = 1;
    while ((more = xmlTextReaderRead(r->reader)) == 1) TRY(read_node(r));
    r->place = NULL;
    if (more != 0) return bank_refuse(r, "well-formed XML");
    return r->has_body ? ERR_OK : bank_refuse(r, "a body in the Document");
}

static void close_reader(xmlTextReaderPtr *reader)
{
    if (*reader) xmlFreeTextReader(*reader);
}

err wire_bank_read(text xml, struct arena *a, int max, struct bank_answer *ret,
                   struct trouble *trouble)
{
    struct bank_line *lines = TAKE(a, struct bank_line, max);
    struct arena scratch = *a;
    struct bank_reading *r = TAKE(&scratch, struct bank_reading, 1);
    r->trouble = trouble;
    r->lines = lines;
    r->max = max;
    if (xml.length > WIRE_BANK_MAX) return bank_refuse(r, "a document of at most 10 MiB");
    if (xml.length == 0 || !text_is_utf8(xml)) return bank_refuse(r, "a document in UTF-8");
    if (has_document_type(xml)) return bank_refuse(r, "no document type nor entity");
    int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    CLEANUP(close_reader)
    xmlTextReaderPtr reader = xmlReaderForMemory(xml.at, (int)xml.length, NULL, "UTF-8", options);
    if (!reader) return ERR_HOST;
    r->reader = reader;
    TRY(read_document(r));
    *ret = (struct bank_answer){lines, r->count, r->foreign};
    return ERR_OK;
}
