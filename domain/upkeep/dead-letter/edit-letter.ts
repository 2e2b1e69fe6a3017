// What people do with letters beside replaying them: giving them up, and mending what is to be replayed.
import type { Channel } from '../../alert/channel/channel.ts';
import type { Clock } from '../../system/clock.ts';
import { pageOfPayload } from './broken-message.ts';
import type { DeadLetter, DeadLetterStore, LetterSet } from './dead-letter.ts';
import { nextLetter, statesBefore } from './lifecycle.ts';
import type { EgressPolicy } from '../../web/egress/policy.ts';
import { WebloomError } from '../../system/errors.ts';
import type { Fault } from '../../system/fault.ts';
import { checkAddress } from '../../config/check-addresses.ts';
import type { Job } from '../../job/job.ts';
import { urlHost } from '../../web/url/key.ts';

export interface EditPorts {
  readonly deadLetters: Pick<DeadLetterStore, 'change' | 'move'>;
  readonly jobs: { readonly get: (jobId: string) => Promise<Job | null> };
  readonly channels: { readonly get: (channelId: string) => Promise<Channel | null> };
  readonly clock: Clock;
  readonly urlKeyOf: (url: string) => string;
  readonly egress: EgressPolicy;
}

/** One of them, by the origin of the letter. */
export interface LetterEdit {
  readonly url?: string | undefined;
  readonly payload?: string | undefined;
  readonly channelId?: string | undefined;
}

const MEMBER = { url: 'url', broker: 'payload', delivery: 'channelId' } as const;

/** Throws `validation` with what to write instead. */
export async function editLetter(
  ports: EditPorts,
  letter: DeadLetter,
  { edit, by }: { readonly edit: LetterEdit; readonly by: string },
): Promise<DeadLetter> {
  if (nextLetter(letter.state, 'replay') === null)
    throw new WebloomError(
      'transition-not-allowed',
      `The letter is ${letter.state}: only what is open or discarded can be edited.`,
      { facts: { state: letter.state } },
    );
  const member = MEMBER[letter.origin];
  const value = edit[member];
  if (value === undefined)
    throw invalid(member, `A letter of the origin ${letter.origin} takes ${member}, and nothing else.`);
  const set = {
    ...(await editOf(ports, letter, value)),
    by,
    isEdited: true,
    movedAt: ports.clock.now(),
  } as const;
  const changed = await ports.deadLetters.change(letter, set);
  if (changed !== null) return changed;
  throw new WebloomError('conflict', 'The letter was changed at the same time. Look at it again.');
}

async function editOf(
  ports: EditPorts,
  letter: DeadLetter,
  value: string,
): Promise<Omit<LetterSet, 'movedAt'>> {
  switch (letter.origin) {
    case 'url':
      return pageEdit(ports, letter, { jobId: letter.jobId ?? '', url: value });
    case 'broker': {
      const page = pageOfPayload(value);
      if (page === null)
        throw invalid('payload', 'Write JSON that names a page: {"jobId": "job_…", "url": "https://…"}.');
      return { ...(await pageEdit(ports, letter, page)), payload: { text: value, encoding: 'text' } };
    }
    case 'delivery': {
      const channel = await ports.channels.get(value);
      if (channel?.workspaceId !== letter.workspaceId)
        throw invalid('channelId', `There is no channel ${value}. GET /v1/channels lists them.`);
      return { channelId: value };
    }
  }
}

/** Only what runs store from now on settles the letter: the new page may be known for long. */
async function pageEdit(
  { jobs, urlKeyOf, egress }: EditPorts,
  { workspaceId, origin }: DeadLetter,
  { jobId, url }: { readonly jobId: string; readonly url: string },
): Promise<Omit<LetterSet, 'movedAt'>> {
  const member = MEMBER[origin];
  const [fault] = checkAddress(`/${member}`, url, egress);
  if (fault !== undefined) throw refused(fault);
  const job = await jobs.get(jobId);
  if (job?.workspaceId !== workspaceId)
    throw invalid(member, `There is no job ${jobId}. Name one of this workspace.`);
  const page = { jobId, url, urlKey: urlKeyOf(url), host: urlHost(url) };
  const asText = origin === 'url' ? { payload: { text: url, encoding: 'text' } as const } : {};
  return { ...page, ...asText, seq: job.runSeq };
}

function invalid(member: string, detail: string): WebloomError {
  return refused({ pointer: `/${member}`, code: 'not-valid', detail });
}

function refused(fault: Fault): WebloomError {
  return new WebloomError('validation', fault.detail, { facts: { errors: [fault] } });
}

/** Returns how many were open and are given up now. */
export async function discardLetters(
  { deadLetters, clock }: Pick<EditPorts, 'clock'> & { readonly deadLetters: Pick<DeadLetterStore, 'move'> },
  ids: readonly string[],
  by: string,
): Promise<number> {
  const set = { state: 'discarded', by, movedAt: clock.now() } as const;
  return deadLetters.move(ids, { from: statesBefore('discard'), set });
}
