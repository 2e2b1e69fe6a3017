// Makes of a draft what is reported of it: a job that passes every check of a job that is made by hand, or a refusal.
import { clip, clipWords } from '../../system/clip.ts';
import { channelFaults } from '../../alert/channel/check-channel.ts';
import type { ChannelSettings } from '../../alert/channel/schema.ts';
import type { EgressPolicy } from '../../web/egress/policy.ts';
import { readAddress } from './notify/read-address.ts';
import { type CheckContext, checkJob } from '../../config/check-job.ts';
import { MAX_UNCHECKED_HOSTS } from '../../config/request/bounds.ts';
import type { JobConfig, JobInput } from '../../config/schema.ts';
import { MAX_NOTE_LENGTH, normalNote } from '../../config/note.ts';
import { given } from '../../system/given.ts';
import { urlHost } from '../../web/url/key.ts';
import type { JobDraft } from './draft.ts';
import type { ImportEntry } from './import-entry.ts';
import { type KnownDraft, whyNoKnownText } from './known-text/known-draft.ts';
import type { Members } from '../../system/differing-members.ts';

const MAX_NAME = 200;
const MAX_TOLD_FAULTS = 3;
/** What lines and tabs need stays. */
const NOT_IN_NOTES = /(?:(?![\t\n])[\p{Cc}\u202a-\u202e\u2066-\u2069])+/gu;
const CONTROL = /[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu;

export interface ImportRules extends Pick<CheckContext, 'policy' | 'allowsScripts' | 'now'> {
  /** How often a job runs whose entry does not say. */
  readonly everyMs: number;
  /** Each job gets this tag. */
  readonly tag: string;
  /** What the other tool knew of a page is left there; absent: it is taken over. */
  readonly leavesKnownTexts?: boolean;
}

export function finishDraft(draft: JobDraft, rules: ImportRules): ImportEntry {
  const channels = channelsOf(draft, rules.policy);
  keepWholeNote(draft);
  keepCertificatesChecked(draft);
  const { sourceId, paused, losses } = draft;
  const url = draft.urls[0] ?? '';
  const name = clip(draft.name.replaceAll(CONTROL, ' ').trim(), MAX_NAME) || nameless(url, sourceId);
  const said = { sourceId, name, url, paused, losses, channels };
  const input = inputOf(draft, name, rules);
  const { faults, config } = checked(input, draft, rules);
  const reasons = draft.refusals.length > 0 ? draft.refusals : faults;
  if (config === null || reasons.length > 0)
    return { ...said, outcome: 'refused', reason: reasons.join(' '), input: null, known: null };
  const known = knownOf(draft, config);
  return { ...said, outcome: losses.length === 0 ? 'whole' : 'losses', reason: null, input, known };
}

function knownOf({ known }: JobDraft, config: JobConfig): KnownDraft | null {
  if (known === null || 'problem' in known) return known;
  const why = whyNoKnownText(config);
  if (why !== '') return { problem: why };
  const { isMarkup, ...plain } = known;
  // Lines of the source are compared as they are.
  return isMarkup === true && config.changes.compare !== 'source' ? known : plain;
}

/** Each address that a channel can stand for; of the others the service is told, never the address. */
function channelsOf(draft: JobDraft, policy: EgressPolicy): ChannelSettings[] {
  return draft.addresses.flatMap((address): ChannelSettings[] => {
    const read = readAddress(address);
    const isValid = read.ok && channelFaults(read.settings, policy).length === 0;
    if (isValid) return [read.settings];
    const service = read.ok ? read.settings.kind : read.service;
    draft.lose(
      `notification_urls: ${service}`,
      read.ok ? 'A channel with this address would not be valid.' : 'There is no channel of this kind.',
      'Add another one, or a webhook: webloom channels add.',
    );
    return [];
  });
}

function nameless(url: string, sourceId: string): string {
  return clip(
    url === ''
      ? sourceId.replaceAll(CONTROL, ' ') || 'without a name'
      : url.replace(/^https?:\/\/(?:www\.)?/, ''),
    MAX_NAME,
  );
}

interface Checked {
  readonly faults: readonly string[];
  /** Null: it has faults. */
  readonly config: JobConfig | null;
}

function checked(input: JobInput, draft: JobDraft, { policy, allowsScripts, now }: ImportRules): Checked {
  if (draft.urls.length === 0 && draft.source === null)
    return { faults: ['It has no address.'], config: null };
  const check = checkJob(input, {
    policy,
    ...(allowsScripts === undefined ? {} : { allowsScripts }),
    now,
    jobId: '',
  });
  if (check.ok) return { faults: [], config: check.job.config };
  return { faults: check.faults.slice(0, MAX_TOLD_FAULTS).map(({ detail }) => detail), config: null };
}

/** Unchecked; the check follows. */
function inputOf(draft: JobDraft, name: string, { everyMs, tag }: ImportRules): JobInput {
  const raw: unknown = {
    name,
    tags: [tag, ...draft.tags].slice(0, 20),
    ...given({ note: normalNote(draft.note) }),
    config: {
      source: draft.source ?? { kind: 'pages', urls: draft.urls },
      schedule: draft.schedule ?? { kind: 'interval', everyMs },
      ...(draft.link === null ? {} : { link: draft.link }),
      ...filled('fetch', {
        ...draft.fetch,
        ...listed('uncheckedCertificates', uncheckedHosts(draft)),
        ...listed('headers', draft.headers),
        ...listed('steps', draft.pageSteps),
      }),
      ...filled('changes', {
        ...draft.changes,
        ...filled('scope', { ...listed('include', draft.include), ...listed('exclude', draft.exclude) }),
        ...listed('filters', draft.filters),
      }),
    },
  };
  return raw as JobInput;
}

/** Characters that no note may hold are left out; of a longer one its beginning is kept. */
function keepWholeNote(draft: JobDraft): void {
  const note = normalNote(normalNote(draft.note)?.replaceAll(NOT_IN_NOTES, ' ')) ?? '';
  draft.note = clipWords(note, MAX_NOTE_LENGTH);
  if (draft.note === note) return;
  draft.lose('note', `A note has at most ${MAX_NOTE_LENGTH} characters.`, 'Its end is cut; say it shorter.');
}

/** A browser checks each certificate. */
function keepCertificatesChecked(draft: JobDraft): void {
  const { render, waitFor } = draft.fetch;
  const isOpened = render === 'always' || waitFor !== undefined || draft.pageSteps.length > 0;
  if (!draft.takesAnyCertificate || !isOpened) return;
  draft.takesAnyCertificate = false;
  draft.lose(
    'ssl_no_verify',
    'A browser checks every certificate.',
    'Have the machine trust the authority of the site, or watch it without a browser.',
  );
}

/** Of plain addresses none has a certificate. */
function uncheckedHosts({ takesAnyCertificate, urls }: JobDraft): string[] {
  if (!takesAnyCertificate) return [];
  const hosts = urls.filter((url) => url.startsWith('https:')).map(urlHost);
  return [...new Set(hosts)].filter((host) => host !== '').slice(0, MAX_UNCHECKED_HOSTS);
}

function filled(name: string, value: Members): Members {
  return Object.keys(value).length === 0 ? {} : { [name]: value };
}

function listed(name: string, value: readonly unknown[]): Members {
  return value.length === 0 ? {} : { [name]: value };
}
