// How much a job may say of its secrets.

/** Hosts of one secret. */
export const MAX_SECRET_HOSTS = 50;
