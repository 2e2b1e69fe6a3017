// What each rule means by which a difference is silent, in words for people.

export const RULE_MEANINGS: Readonly<Record<string, string>> = {
  'cache-buster': 'a number in an address that only defeats caches',
  'copyright-year': 'the year of a copyright line',
  greeting: 'a greeting that follows the time of day',
  countdown: 'a countdown',
  counter: 'a counter of views, visitors or the like',
  timing: 'how long the server took',
  today: 'the date of the day',
  'relative-time': 'an age, as “3 hours ago”',
  'updated-date': 'the date of the last update',
  'delivery-date': 'a delivery date that moves on with the day',
  clock: 'a clock',
  token: 'a token or session id',
  whitespace: 'white space, quotes or hyphens alone',
  'ad-label': 'the label of an advertisement',
  advertisement: 'a labelled advertisement',
  frame: 'a menu, footer or the like, of which the job wants to hear nothing',
  reframed: 'a line that is still there, taken for part of a menu, footer or the like before or now',
  consent: 'a consent box',
  'script-notice': 'a notice about scripts',
  shuffle: 'the same lines in another order',
  learned: 'a place that was learned to differ at every look',
  'learned-of-host': 'a place that differs by itself on pages of this kind',
  unsteady: 'a text that another look, seconds apart, did not see: it comes and goes by itself',
  'end-of-feed': 'an entry that fell off the end of the feed',
  'only-numbers-beyond': 'a number that moved less than the job asks for',
  'ignored-text': 'a text that the job ignores',
  'picture-alone': 'a text, and the job is told what its pages look like alone',
  'held-back': 'a rule of the job held the whole difference back',
};

export function ruleMeaning(rule: string): string {
  return RULE_MEANINGS[rule] ?? rule;
}
