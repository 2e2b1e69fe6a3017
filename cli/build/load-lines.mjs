// What samples of a machine's load say, in a line for the whole time and one for its worst five minutes.

export const SAMPLE_MS = 10_000;
/** Samples of one window: five minutes. */
const WINDOW = 30;

/** Of samples ten seconds apart, whose members are jiffies since the start of the machine. */
export function loadLines(samples) {
  if (samples.length <= WINDOW) return [];
  let worst = 0;
  const taken = (from) => shareOf(samples[from], samples[from + WINDOW]);
  const weight = ({ busy, stolen, disk }) => busy + 2 * (stolen + disk);
  for (let from = 1; from + WINDOW < samples.length; from += 1)
    if (weight(taken(from)) > weight(taken(worst))) worst = from;
  const minute = Math.round((worst * SAMPLE_MS) / 60_000);
  return [
    `machine: ${wordsOf(shareOf(samples[0], samples.at(-1)))}`,
    `machine: ${wordsOf(taken(worst))}, in the worst five minutes, from minute ${minute} on`,
  ];
}

function shareOf(from, until) {
  const all = Math.max(1, until.all - from.all);
  const share = (name) => (until[name] - from[name]) / all;
  return { busy: share('busy'), stolen: share('stolen'), disk: share('disk') };
}

function wordsOf({ busy, stolen, disk }) {
  const percent = (share) => `${(100 * share).toFixed(0)} %`;
  return `${percent(busy)} busy, ${percent(stolen)} taken by other machines, ${percent(disk)} waiting for the disk`;
}
