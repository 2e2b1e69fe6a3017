// Who did something, in words: names of keys are people's own, other names are Webloom's.

/** The name of a caller without a key, which only requests from this machine have. */
export const OPEN_CALLER = 'open';

export function callerWords(name: string): string {
  return name === OPEN_CALLER ? 'somebody on this machine' : name;
}
