// The steps of the change engine, in the order they are taken. The first that can decide does, and a verdict names it.
// Steps before `wall` are taken where the page is read (domain/reading/part/read-version.ts); the others by detectChange.

export const CHANGE_STEPS = {
  'not-modified': 'the site answered that nothing changed',
  bytes: 'the bytes are the stored ones',
  part: 'the watched part is taken from the page, and its text passes the filters',
  wall: 'a page that is no content (a challenge, an error, nothing at all) is not judged',
  first: 'the first version is what later ones are compared with',
  text: 'the same lines and the same fields are no change',
  comparable: 'a page that lost most of its text, or changed its language or currency, is not judged',
  noise: 'lines the job ignores, and what differs by itself, are no change',
  only: 'the job asks for added, removed or changed lines alone',
  'new-lines': 'the job asks for lines never seen before',
  'known-version': 'the page is again as one of its last told versions was, and the job knows these',
  block: 'a text on the page holds changes back',
  conditions: 'conditions on the text have to hold',
  trigger: 'a text has to be on the page',
  severity: 'the job asks for larger changes',
  picture: 'what the page looks like is compared, but for what moves by itself',
  'picture-share': 'the job asks for larger differences of the picture',
  'same-body': 'the same body is told under another address',
  fields: 'a field, the stock or the title differs',
  blocks: 'lines differ, and nothing holds the change back',
} as const;

export type ChangeStep = keyof typeof CHANGE_STEPS;

/** Steps by which a rule of the job holds a real difference back. */
export const WITHHOLDING_STEPS: ReadonlySet<ChangeStep> = new Set([
  'only',
  'new-lines',
  'known-version',
  'block',
  'conditions',
  'trigger',
  'severity',
  'picture-share',
]);
