// How much a job may say of what it sends.

export const MAX_BODY_CHARACTERS = 20_000;
export const MAX_ACCEPTED_STATUSES = 20;

/** Hosts of a job whose certificates are not checked. */
export const MAX_UNCHECKED_HOSTS = 20;
