// What an alert says of a host that does not answer.
import { CIRCUIT_THRESHOLD, type Circuit, failuresInWords } from '../../web/politeness/circuit.ts';
import { type Told, clip } from './alert-words.ts';

const NAMED = 3;
const LONGEST = 300;

export function blockedHostWords(host: Circuit & { readonly _id: string }, jobs: readonly string[]): Told {
  const more = jobs.length - NAMED;
  const names = jobs.slice(0, NAMED).join(', ');
  return {
    title: clip(`${host._id} does not answer`, LONGEST),
    lines: [
      `At least ${CIRCUIT_THRESHOLD} requests in a row failed or were refused: ${failuresInWords(host)}.`,
      clip(
        `Asked by ${names}${more > 0 ? ` and ${more} more` : ''}; its pages wait until it answers.`,
        LONGEST,
      ),
    ],
  };
}
