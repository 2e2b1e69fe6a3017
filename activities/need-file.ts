// What the workflow hands on from stage to stage.
import { WebloomError } from '../domain/system/errors.ts';

/** Key of the stage's input file; throws `data-corrupt` if the workflow has not handed it on. */
export function needFile(files: Readonly<Partial<Record<string, string>>>, stage: string): string {
  const key = files[stage];
  if (key === undefined)
    throw new WebloomError('data-corrupt', `No ${stage} file was handed on.`, { facts: { stage } });
  return key;
}
