// Where blobs lie that lie in no folder: a bucket, reached by the S3 protocol. Its keys stand in no setting of ours.

export interface BucketPlace {
  readonly bucket: string;
  /** Empty, or with a slash at its end: what all names of objects begin with. */
  readonly prefix: string;
  /** Null: the client looks into the settings of the platform. */
  readonly region: string | null;
  /** Address of the server; null: that of Amazon for the region. */
  readonly endpoint: string | null;
  /** The bucket stands in the path of an address, not in its host. */
  readonly pathStyle: boolean;
  /** PEM of the authority that the server's certificate is of; null: those that the runtime brings. */
  readonly authority: string | null;
}

/** Where the blobs of an installation lie. */
export interface BlobPlace {
  /** Of no meaning where there is a bucket. */
  readonly blobDir: string;
  /** Null: in the folder. */
  readonly bucket: BucketPlace | null;
}

const SCHEME = 's3://';
/** Names that Amazon takes; other servers take these too. */
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const PREFIX = /^[A-Za-z0-9_~@=.-]+(\/[A-Za-z0-9_~@=.-]+)*$/;
const MOST_PREFIX = 200;
const EXAMPLE = 's3://my-bucket/webloom';

/** Reads `s3://bucket/prefix`; a text is its fault, in words that follow the name of a setting. It repeats nothing: a key may stand there. */
export function parseBucketAddress(text: string): Pick<BucketPlace, 'bucket' | 'prefix'> | string {
  if (!text.startsWith(SCHEME)) return `must begin with ${SCHEME}, as in ${EXAMPLE}`;
  const rest = text.slice(SCHEME.length);
  if (/[@?#]/.test(rest.split('/')[0] ?? ''))
    return `names a bucket alone, as in ${EXAMPLE}: keys are given by AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or by a file`;
  const [bucket = '', ...segments] = rest.split('/');
  if (!BUCKET.test(bucket)) return `must name a bucket, 3 to 63 of a-z, 0-9, - and ., as in ${EXAMPLE}`;
  const prefix = segments.join('/').replace(/\/+$/, '');
  if (prefix === '') return { bucket, prefix: '' };
  if (
    prefix.length > MOST_PREFIX ||
    !PREFIX.test(prefix) ||
    prefix.split('/').some((one) => /^\.+$/.test(one))
  )
    return `must have a prefix of words, with / between them, as in ${EXAMPLE}`;
  return { bucket, prefix: `${prefix}/` };
}

/** As `parseBucketAddress` reads it. */
export function formatBucketAddress({ bucket, prefix }: Pick<BucketPlace, 'bucket' | 'prefix'>): string {
  return `${SCHEME}${bucket}${prefix === '' ? '' : `/${prefix.slice(0, -1)}`}`;
}

/** As people write it; without what may be a secret. */
export function describeBucket(place: BucketPlace): string {
  return `${formatBucketAddress(place)}${place.endpoint === null ? '' : ` at ${place.endpoint}`}`;
}

/** One of the two lies in the other, or is it. */
export function isSharedPlace(one: BucketPlace, other: BucketPlace): boolean {
  return (
    one.bucket === other.bucket &&
    one.endpoint === other.endpoint &&
    (one.prefix.startsWith(other.prefix) || other.prefix.startsWith(one.prefix))
  );
}
