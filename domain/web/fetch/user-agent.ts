// What Webloom calls itself to the sites it visits, where neither the operator nor the job gives another User-Agent.

const NAME = 'Webloom/0.1';

/** Adds the operator's contact, if it is set; otherwise none is invented. */
export function defaultUserAgent(contact?: string): string {
  return contact === undefined ? NAME : `${NAME} (+${contact})`;
}
