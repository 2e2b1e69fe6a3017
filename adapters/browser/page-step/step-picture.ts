// The picture that a step keeps: of the whole page as it stands, which goes on afterwards as if none had been taken.
import { secretFields } from '../../../domain/web/page-step/hidden-secrets.ts';
import { runInPage } from '../isolated-world.ts';
import { MOVE_SCRIPT } from '../picture-script.ts';
import { type PictureTask, type Taken, takePicture } from '../take-picture.ts';
import { type DrawnScene, type FailedMoment, secretFault } from './failure-picture.ts';

/** `deadlineMs`: of the step. */
export async function stepPicture(
  scene: DrawnScene & Pick<PictureTask, 'selectors' | 'version'>,
  { steps, maxChars, deadlineMs }: FailedMoment,
): Promise<Taken> {
  const { session, frameId, selectors, version } = scene;
  const secret = await secretFault(scene, { steps, maxChars });
  if (secret !== null) return { pictureFault: secret };
  const blank = secretFields(steps);
  const drawn = { session, frameId, deadlineMs, blank, selectors, version, goesOn: true } as const;
  const taken = await takePicture(drawn);
  await runInPage(session, frameId, MOVE_SCRIPT);
  return taken;
}
