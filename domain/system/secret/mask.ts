// What is shown in place of a secret. Given back by a client, it means the value that is there.

/** No header value may contain these characters, so it is never a value. */
export const MASK = '•••';
