// Words of the glossary that once meant several things: where the one meaning of each is at home. Elsewhere a file or an exported
// name uses it in one of the compounds that other fields gave their own things.

export interface OneMeaning {
  readonly word: string;
  readonly means: string;
  /** Folders, and files without their ending. */
  readonly homes: readonly string[];
  /** Names and file names that may use it anywhere. */
  readonly compounds: RegExp;
}

export const ONE_MEANING: readonly OneMeaning[] = [
  {
    word: 'hold',
    means: 'an emergency stop',
    homes: [
      'api/schemas/alert/emergency',
      'api/views/alert/emergency-view',
      'dashboard/verb/emergency',
      'domain/job/hold',
      'domain/upkeep/emergency',
    ],
    // The id of a migration is stored.
    compounds:
      /^(index-?holds|hold-?samples|holds-?message|known-?holds\w*|follow-?holds|\w*hold-?settler|open-?holds|counts-?and-?holds)$/i,
  },
  {
    word: 'watch',
    means: 'what a job looks at again; the command that follows a run',
    homes: [
      'cli/commands/watch',
      'cli/job/job-options',
      'domain/reading/part',
      'domain/run',
      'domain/price/rule',
    ],
    compounds: /^(watched-?parts?|check-?watch|nothing-?to-?watch|price-?watch|diff-?watched)$/i,
  },
  {
    word: 'gate',
    means: 'a quality gate of a job',
    homes: ['cli/commands/run/gate', 'dashboard/job/settings', 'domain/config/gate', 'domain/job/gate'],
    compounds: /^gate-?hits$/i,
  },
  {
    word: 'window',
    means: 'a time',
    homes: [
      'api/schemas/alert/maintenance',
      'api/views/alert/maintenance-view',
      'dashboard/alert/maintenance-list',
      'domain/alert',
      'domain/config/schedule',
    ],
    compounds: /^(price-?window|check-?window|slot_window_ms)$/i,
  },
  {
    word: 'step',
    means: 'a place in the change engine; what a browser does on a page',
    homes: [
      'adapters/browser/page-step',
      'domain/change/step',
      'domain/config/page-step',
      'domain/web/page-step',
    ],
    compounds:
      /^([\w-]*page[-_]?steps?[\w-]*|\w*escalation-?step|step-?(chart|series|columns|plot|data)\w*|to-?steps|xpath-?step)$/i,
  },
  {
    word: 'part',
    means: 'what of a page a job watches',
    homes: [
      'api/answer/picked-part',
      'api/answer/version-parts',
      'api/routes/preview',
      'api/routes/snapshot-parts',
      'api/schemas/preview',
      'dashboard/change/page',
      'dashboard/job/new-job',
      'dashboard/ui/picture',
      'domain/config/selector',
      'domain/job/preview',
      'domain/reading/part',
      'domain/run/chunk',
    ],
    compounds: /^$/,
  },
];

const FORMS: Readonly<Record<string, string>> = {
  held: 'hold',
  holding: 'hold',
  watched: 'watch',
  watches: 'watch',
};
const BORDER = /[-_]|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;

function wordsOf(name: string): string[] {
  const words = name.split(BORDER).map((word) => word.toLowerCase());
  return words.map((word) => FORMS[word] ?? word.replace(/s$/, ''));
}

/** The name of a file and what it exports, where one of the words stands for another thing there. */
export function strayWords({ path, text }: { readonly path: string; readonly text: string }): string[] {
  const place = path.replace(/\.\w+$/, '');
  const exported = text.matchAll(/^export (?:async )?(?:function\*?|const|class|interface|type) (\w+)/gm);
  const names = [place.slice(place.lastIndexOf('/') + 1), ...[...exported].map(([, name]) => name ?? '')];
  return ONE_MEANING.flatMap(({ word, means, homes, compounds }) =>
    homes.some((home) => place === home || place.startsWith(`${home}/`))
      ? []
      : names
          .filter((name) => wordsOf(name).includes(word) && !compounds.test(name))
          .map((name) => `${path}: ${name} (${word} is ${means})`),
  );
}
