// A bucket for a bench: versitygw, which keeps objects in a folder of this machine. What the server itself uses is counted nowhere.
import { type S3Server, TEST_KEYS, startVersitygw } from '../../test/support/bucket/s3-server.ts';

export interface BenchBucket {
  /** Settings of the processes. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Blobs in the folder of the bench, or with `--bucket` in a bucket. */
export async function openBenchBucket(isWanted: boolean): Promise<BenchBucket> {
  if (!isWanted) return { env: {}, close: async () => undefined };
  const server = await startVersitygw();
  if ('reason' in server) throw new Error(server.reason);
  // This process looks at the bucket itself before it starts the others.
  Object.assign(process.env, TEST_KEYS);
  return { env: await settingsOf(server), close: () => server.close() };
}

async function settingsOf(server: S3Server): Promise<Record<string, string>> {
  const { bucket, prefix } = await server.newPlace();
  return {
    ...TEST_KEYS,
    WEBLOOM_BLOBS: `s3://${bucket}/${prefix}`,
    WEBLOOM_S3_ENDPOINT: server.endpoint,
    WEBLOOM_S3_PATH_STYLE: 'true',
    WEBLOOM_S3_REGION: 'us-east-1',
  };
}
