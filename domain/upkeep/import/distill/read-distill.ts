// Reads an export of Distill: JSON whose `config` and `schedule` are JSON in texts.
import { JobDraft } from '../draft.ts';
import { sourceIds } from '../translate/source-ids.ts';
import { type Members, isMembers } from '../../../system/differing-members.ts';
import { isUnsaid, membersOf, numberOf, textOf, textsOf, within } from '../translate/value.ts';

const ACTIVE = 40;
const LEAST_S = 10;
const MOST_S = 366 * 86_400;
const MAX_WAIT_MS = 60_000;

export function isDistill(value: unknown): value is Members & { readonly data: readonly unknown[] } {
  if (!isMembers(value) || !Array.isArray(value['data'])) return false;
  return value['data'].some((entry: unknown) => isMembers(entry) && 'uri' in entry);
}

export function readDistill({ data }: { readonly data: readonly unknown[] }): JobDraft[] {
  const idOf = sourceIds();
  return data.filter(isMembers).map((entry) => {
    const draft = new JobDraft(idOf(textOf(entry['id']) || textOf(entry['uri'])));
    draft.name = textOf(entry['name']);
    if (textOf(entry['uri']) !== '') draft.address(textOf(entry['uri']));
    for (const tag of textsOf(entry['tags']).flatMap((text) => text.split(','))) draft.tag(tag);
    const state = numberOf(entry['state']);
    draft.paused = state !== null && state !== ACTIVE;
    mapSchedule(draft, inText(entry['schedule']));
    mapConfig(draft, inText(entry['config']));
    return draft;
  });
}

/** An object, or one written in a text. */
function inText(value: unknown): Members {
  if (typeof value !== 'string') return membersOf(value);
  try {
    return membersOf(JSON.parse(value));
  } catch {
    // It says nothing that can be read; what is missing is told by whoever asks.
    return {};
  }
}

function mapSchedule(draft: JobDraft, schedule: Members): void {
  const seconds = numberOf(membersOf(schedule['params'])['interval']);
  if (textOf(schedule['type']) === 'INTERVAL' && seconds !== null)
    draft.schedule = { kind: 'interval', everyMs: within(seconds, LEAST_S, MOST_S) * 1_000 };
  else if (Object.keys(schedule).length > 0)
    draft.lose(
      `schedule ${textOf(schedule['type'])}`,
      'Only intervals can be read.',
      'Give the job a schedule: webloom edit JOB --every 1h.',
    );
}

function mapConfig(draft: JobDraft, config: Members): void {
  const selections = listOf(config['selections']);
  const frames = selections.flatMap((selection) => listOf(selection['frames']));
  for (const frame of frames) {
    if ((numberOf(frame['index']) ?? 0) > 0) {
      draft.lose('frames', 'Frames within a page are not entered.', 'Watch the address of the frame.');
      continue;
    }
    draft.include.push(...selectorsOf(frame['includes']));
    draft.exclude.push(...selectorsOf(frame['excludes']));
  }
  if (selections.some((selection) => selection['dynamic'] === true)) draft.fetch['render'] = 'always';
  const delay = Math.max(0, ...selections.map((selection) => numberOf(selection['delay']) ?? 0));
  if (delay > 0 && draft.fetch['render'] === 'always')
    draft.fetch['waitFor'] = { ms: within(delay * 1_000, 0, MAX_WAIT_MS) };
  mapRegexp(draft, config['regexp']);
  if (config['ignoreEmptyText'] === false) draft.changes['emptyIsChange'] = true;
  const attribute = textOf(config['dataAttr']);
  if (attribute !== '' && attribute !== 'text')
    draft.lose(`dataAttr ${attribute}`, 'Text is compared.', 'Name the attribute by XPath: //a/@href.');
}

function mapRegexp(draft: JobDraft, value: unknown): void {
  if (isUnsaid(value)) return;
  const { expr, flags } = isMembers(value) ? value : { expr: value, flags: '' };
  if (textOf(expr) === '') return;
  draft.filters.push({
    kind: 'extract',
    matching: [`/${textOf(expr)}/${textOf(flags).replaceAll(/[^ims]/g, '')}`],
  });
}

function listOf(value: unknown): Members[] {
  return Array.isArray(value) ? value.filter(isMembers) : [];
}

function selectorsOf(value: unknown): string[] {
  return listOf(value).map(({ type, expr }) =>
    textOf(type) === 'xpath' ? `xpath:${textOf(expr)}` : textOf(expr),
  );
}
