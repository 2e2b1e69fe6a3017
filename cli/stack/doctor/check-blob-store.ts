// The doctor's look at a bucket: whether it answers and takes the keys. It begins no place there. A folder is part of the look at the disk.
import { readConfig, settingFaults } from '../../../adapters/env/config.ts';
import { requireBucketPlace } from '../../../adapters/s3/require-bucket-place.ts';
import { describeBucket } from '../../../domain/system/blob/bucket-place.ts';
import { isWebloomError } from '../../../domain/system/errors.ts';
import { messageOf } from '../message-of.ts';
import type { Env } from '../service/service.ts';
import type { DoctorResult } from './doctor-result.ts';

const NAME = 'blob store';

export async function checkBlobStore(env: Env, dataDir: string): Promise<DoctorResult> {
  const valid = settingFaults(env).length === 0;
  if (!valid)
    return {
      name: NAME,
      status: 'warn',
      detail: 'unknown until the settings are valid',
      remedy: 'Set them right.',
    };
  const { bucket, blobDir } = readConfig({ ...env, WEBLOOM_DATA_DIR: dataDir });
  if (bucket === null) return { name: NAME, status: 'ok', detail: `the folder ${blobDir}` };
  try {
    await requireBucketPlace(bucket, { mustExist: true });
    return { name: NAME, status: 'ok', detail: `${describeBucket(bucket)} answers` };
  } catch (error) {
    if (isWebloomError(error) && error.code === 'not-found')
      return { name: NAME, status: 'ok', detail: `${describeBucket(bucket)} answers; nothing is in it yet` };
    return {
      name: NAME,
      status: 'fail',
      detail: messageOf(error),
      remedy: 'Do what is said there (docs/s3.md).',
    };
  }
}
