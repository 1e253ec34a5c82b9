#include "base/base.h"

static const char *const meanings[] = {
#define ERROR(name, meaning) [ERR_##name] = meaning,
#include "base/errors.def"
};

const char *err_meaning(err e)
{
    must(e >= 0 && (size_t)e < LENGTH(meanings));
    return meanings[e];
}
