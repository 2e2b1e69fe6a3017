// What an event is about, once: `<id of a run, a job or a change>:<what happened>`. Its id is made of it, so that whoever tells
// it again tells the same event.
export function eventKey(subject: string, ...what: readonly (string | number)[]): string {
  return [subject, ...what].join(':');
}
