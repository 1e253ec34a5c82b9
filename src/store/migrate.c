#include "store/internal.h"

static const struct driver *driver_that_copies(text *url, struct trouble *trouble)
{
    const struct driver *driver = store_driver_of(url, trouble);
    if (!driver || driver->copy) return driver;
    store_trouble(trouble, "sqlite:PATH: a server's database is copied by its own tools "
                           "(doc/operations.md)");
    return NULL;
}

err store_copy(text url, const char *to, struct store_counts *ret, struct trouble *trouble)
{
    const struct driver *driver = driver_that_copies(&url, trouble);
    return driver ? driver->copy(url, to, ret, trouble) : ERR_BAD_INPUT;
}

err store_count(text url, struct store_counts *ret, struct trouble *trouble)
{
    const struct driver *driver = driver_that_copies(&url, trouble);
    return driver ? driver->count(url, ret, trouble) : ERR_BAD_INPUT;
}

/* Forward only: whether there are steps to each version above the store's. */
err store_migration_known(const struct migration *steps, int count, int from,
                          struct trouble *trouble)
{
    for (int version = from + 1; version <= SCHEMA_VERSION; version++) {
        bool known = false;
        for (int i = 0; i < count; i++) known = known || steps[i].to == version;
        if (known) continue;
        store_trouble(trouble, "a store of a version that was released");
        return ERR_BAD_INPUT;
    }
    return ERR_OK;
}

err store_migrate(text url, struct migrated *ret, struct trouble *trouble)
{
    const struct driver *driver = store_driver_of(&url, trouble);
    return driver ? driver->migrate(url, NULL, 0, ret, trouble) : ERR_BAD_INPUT;
}
