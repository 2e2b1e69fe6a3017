// Checks a job of a file as it will be once the settings of its tags are those of the files too.
import type { JobView } from '../../../api/client/client.ts';
import { type TagLayer, layerSettings } from '../../../domain/config/tag-settings/layer-settings.ts';
import { withOrigin } from '../../../domain/config/tag-settings/layered-input.ts';
import { tagFaults } from '../../../domain/config/tags.ts';
import { given } from '../../../domain/system/given.ts';
import type { Fault } from '../../../domain/system/fault.ts';
import { WebloomError, isWebloomError } from '../../../domain/system/errors.ts';
import type { CliContext } from '../../context.ts';
import { parseJobInput } from '../job-file.ts';
import type { Config } from '../job-options.ts';

export interface TaggedJob {
  readonly name: string;
  readonly config: Config;
  readonly tags: readonly unknown[];
  readonly note?: unknown;
  /** Undefined: it is not there yet. */
  readonly jobId: string | undefined;
}

/** The tags are not sent: the API would lay over what they say now. */
export async function checkWithTags(
  api: CliContext['api'],
  { name, config, tags, note, jobId }: TaggedJob,
  layers: readonly TagLayer[],
): Promise<{ readonly config: JobView['config'] }> {
  const faults = tagFaults(tags.map(String));
  if (faults.length > 0) throw refused(faults);
  const { config: whole, inherited } = layerSettings(config, layers);
  try {
    return await api.validateJob(parseJobInput({ name, config: whole, ...given({ note }) }), jobId);
  } catch (error) {
    if (!isWebloomError(error)) throw error;
    const { errors } = error.facts;
    if (!Array.isArray(errors)) throw error;
    const told = (errors as Fault[]).map((fault) => withOrigin(fault, inherited));
    throw new WebloomError(error.code, error.message, {
      facts: { ...error.facts, errors: told },
      cause: error,
    });
  }
}

function refused(errors: readonly Fault[]): WebloomError {
  const words = errors.map(({ detail }) => detail).join(' ');
  return new WebloomError('validation', `Its tags are not valid: ${words}`, { facts: { errors } });
}
