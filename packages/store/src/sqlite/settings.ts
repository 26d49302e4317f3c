/** How long a connection waits for another's write. */
export const busySeconds = 10;

/** `mlx1` in ASCII, in the file's header: tells a store from another program's database. */
export const applicationId = 0x6d6c7831;

/**
 * How much of the file a connection keeps in memory, instead of SQLite's 2 MB: 250 runs are inserted
 * into a store of 20,000 in 3 ms instead of 17.
 */
export const cacheKibibytes = 16_000;

/** The same of what only reads: there is one more for each namespace that is open. */
export const readerKibibytes = 8_000;

/**
 * After how many pages (4 KiB) of its log SQLite writes them back into the file, inside of a commit.
 * At its own 1,000 nearly each commit of 250 runs does, and waits for the disk three times instead of once.
 */
export const logPages = 8_000;
