/** How long a connection waits for another's write. */
export const busySeconds = 10;

/** `mlx1` in ASCII, in the file's header: tells a store from another program's database. */
export const applicationId = 0x6d6c7831;
