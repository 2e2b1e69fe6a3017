// Looks at a plain text, written in one line: looks are parted by a bar, their lines by a comma and a space.
const STILL = 'The harbour was dug by hand in a single dry summer';

/** The bodies of the looks; each begins with a line that never differs. */
export function textLooks(looks: string): string[] {
  return looks
    .split('|')
    .map((look) => `${[STILL, ...look.split(', ').map((line) => line.trim())].join('\n')}\n`);
}
