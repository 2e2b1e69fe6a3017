// What is shown in place of a secret. Given back by a client, it means the value that is there.

/** No header value may contain these characters, so it is never a value. */
export const MASK = '•••';

/** `amqp://user:password@host` */
const CREDENTIALS = /([a-z][a-z0-9+.-]*:\/\/)[^\s/?#"\\]+@/gi;

/** The text without the user names and passwords of its addresses. */
export function maskLogins(text: string): string {
  return text.replaceAll(CREDENTIALS, `$1${MASK}@`);
}
