// How much of a file of another tool is read. What is beyond is refused with the bound.

/** Bytes of a file as it is sent. */
export const MAX_IMPORT_BYTES = 64 * 1024 * 1024;
/** Bytes of YAML, JSON, HTML or XML: text that is read as a whole. */
export const MAX_TEXT_BYTES = 10 * 1024 * 1024;
/** Entries of a file that are read. */
export const MAX_ENTRIES = 10_000;
/** Aliases that YAML may expand to. */
export const MAX_YAML_ALIASES = 1_000;
/** Documents or members nested in each other. */
export const MAX_IMPORT_DEPTH = 64;
/** Bytes of a text that another tool knew. */
export const MAX_KNOWN_TEXT_BYTES = 2 * 1024 * 1024;
/** Of all such texts of a file together, as they are read. */
export const MAX_KNOWN_TEXTS_BYTES = 48 * 1024 * 1024;
/** Texts of one page that are tried where the newest can not be read. */
export const MAX_OLDER_TEXTS = 5;
/** Texts that a database of urlwatch or webchanges may hold. */
export const MAX_SNAPSHOTS = 500_000;
/** Files of an archive of job lists and databases. */
export const MAX_LISTS = 100;
/** Losses that are told of one entry. */
export const MAX_LOSSES = 40;
