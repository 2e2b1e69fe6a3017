// Finds the faults of a job that watches what its pages look like: rules about text decide nothing there, and a browser opens
// each page.
import { type Fault, toPointer } from '../system/fault.ts';
import { changesFault, type Members, members } from './check-meaning.ts';
import { checkElementSelector } from './check-selector.ts';

/** `raw`: the configuration of a job. */
export function checkPictureRules(raw: unknown): Fault[] {
  const config = members(raw);
  const changes = members(config['changes']);
  const isPicture = changes['watch'] === 'picture';
  const places = members(changes['picture']);
  if (!isPicture && Object.keys(places).length === 0) return [];
  if (!isPicture)
    return [
      noEffect('picture', 'It is about what a page looks like: set `watch` to "picture", or leave it out.'),
    ];
  return [...checkPlaces(places), ...textRules(changes), ...checkOpening(members(config['fetch']))];
}

function noEffect(option: string, detail: string): Fault {
  return changesFault([option], 'no-effect', detail);
}

function checkPlaces(places: Members): Fault[] {
  return ['include', 'exclude'].flatMap((list) => {
    const items: readonly unknown[] = Array.isArray(places[list]) ? places[list] : [];
    return items.flatMap((item, index) =>
      checkElementSelector(item, ['config', 'changes', 'picture', list, index]),
    );
  });
}

/** What stands for "not set" of each option about text. */
const TEXT_DEFAULTS: Readonly<Record<string, unknown>> = {
  ignoreText: [],
  triggerText: [],
  blockWhilePresent: [],
  only: [],
  newLinesOnly: false,
  comparedVersions: 1,
  filters: [],
  arrayKeys: [],
  bodyParts: [],
  frameParts: [],
  compare: 'text',
  linkTargets: false,
  keepWhitespace: false,
  frame: 'minor',
  format: 'auto',
  minSeverity: 'minor',
  onlyNumbersBeyondPercent: undefined,
  remainingAtMost: undefined,
  emptyIsChange: undefined,
};

const PICTURE_ALONE = 'It is about text, and this job is told what its pages look like.';

function textRules(changes: Members): Fault[] {
  const set = Object.entries(TEXT_DEFAULTS).filter(
    ([name, unset]) => changes[name] !== undefined && JSON.stringify(changes[name]) !== JSON.stringify(unset),
  );
  const conditions = Object.values(members(changes['conditions'])).flat();
  const scope = Object.values(members(changes['scope'])).flat();
  return [
    ...set.map(([name]) => noEffect(name, `${PICTURE_ALONE} Leave it out, or set \`watch\` to "page".`)),
    ...(conditions.length === 0
      ? []
      : [
          noEffect(
            'conditions',
            `${PICTURE_ALONE} Leave them out; \`picture.thresholdPercent\` says how much must differ.`,
          ),
        ]),
    ...(scope.length === 0
      ? []
      : [
          noEffect(
            'scope',
            `${PICTURE_ALONE} Name the places in \`picture.include\` and \`picture.exclude\`.`,
          ),
        ]),
  ];
}

/** Each look takes a picture, so a browser has to open each page. */
function checkOpening({ render, screenshot }: Members): Fault[] {
  const fault = (name: string, detail: string): Fault => ({
    pointer: toPointer(['config', 'fetch', name]),
    code: 'no-effect',
    detail,
  });
  return [
    ...(render === undefined || render === 'always'
      ? []
      : [
          fault(
            'render',
            'The job watches what its pages look like, so a browser opens each: leave it out, or set it to "always".',
          ),
        ]),
    ...(screenshot === 'none'
      ? [
          fault(
            'screenshot',
            'The job compares pictures, so it keeps them: leave it out, or set it to "changes" or "always".',
          ),
        ]
      : []),
  ];
}
