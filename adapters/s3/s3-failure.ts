// Translates errors of an S3 server and of the client into reasons that say what to do. What was looked for and is not there is a
// value; a bucket that is not there, or may not be read, is none: of its blobs nothing is known.
import { type BucketPlace, describeBucket } from '../../domain/system/blob/bucket-place.ts';
import { WebloomError } from '../../domain/system/errors.ts';

/** Stands in the facts of an error. */
type BucketTrouble =
  | 'blob-store-away'
  | 'no-such-bucket'
  | 'denied'
  | 'no-keys'
  | 'clock-skew'
  | 'wrong-region'
  | 'tls'
  | 'busy'
  | 'no-room'
  | 'put-away'
  | 'unknown';

/** They do not pass by themselves: whoever starts is told to change a setting. */
const OF_SETTINGS: ReadonlySet<BucketTrouble> = new Set([
  'no-such-bucket',
  'denied',
  'no-keys',
  'clock-skew',
  'wrong-region',
  'tls',
]);

const TROUBLES: Readonly<Record<string, BucketTrouble>> = {
  NoSuchBucket: 'no-such-bucket',
  InvalidBucketName: 'no-such-bucket',
  AccessDenied: 'denied',
  AllAccessDisabled: 'denied',
  AccountProblem: 'denied',
  InvalidAccessKeyId: 'denied',
  SignatureDoesNotMatch: 'denied',
  ExpiredToken: 'denied',
  ExpiredTokenException: 'denied',
  InvalidToken: 'denied',
  TokenRefreshRequired: 'denied',
  CredentialsProviderError: 'no-keys',
  TokenProviderError: 'no-keys',
  RequestTimeTooSkewed: 'clock-skew',
  RequestExpired: 'clock-skew',
  PermanentRedirect: 'wrong-region',
  AuthorizationHeaderMalformed: 'wrong-region',
  IllegalLocationConstraintException: 'wrong-region',
  SlowDown: 'busy',
  ServiceUnavailable: 'busy',
  InternalError: 'busy',
  OperationAborted: 'busy',
  ConditionalRequestConflict: 'busy',
  RequestTimeout: 'blob-store-away',
  TimeoutError: 'blob-store-away',
  InsufficientStorage: 'no-room',
  QuotaExceeded: 'no-room',
  EntityTooLarge: 'no-room',
  XMinioStorageFull: 'no-room',
  InvalidObjectState: 'put-away',
};

/** By what Node says of connections. */
const CODES: readonly (readonly [RegExp, BucketTrouble])[] = [
  [/^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOST|ENET|EPIPE|UND_ERR)/, 'blob-store-away'],
  [/CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|EPROTO|ERR_SSL/, 'tls'],
];

interface Answer {
  readonly name: string;
  readonly code: string;
  readonly status: number;
  readonly message: string;
}

export function answerOf(error: unknown): Answer {
  const { name, code, message, $metadata } = parseError(error);
  return {
    name: textOf(name),
    code: textOf(code),
    status: $metadata?.httpStatusCode ?? 0,
    message: textOf(message) || String(error),
  };
}

interface ClientError {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

function parseError(error: unknown): ClientError {
  return typeof error === 'object' && error !== null ? error : {};
}

function textOf(member: unknown): string {
  return typeof member === 'string' ? member : '';
}

function troubleOf(error: unknown): BucketTrouble {
  const { name, code, status, message } = answerOf(error);
  const known = TROUBLES[name] ?? TROUBLES[code];
  if (known !== undefined) return known;
  const byCode = CODES.find(([form]) => form.test(code));
  if (byCode !== undefined) return byCode[1];
  if (/Region is missing/i.test(message)) return 'wrong-region';
  return byStatus(status);
}

function byStatus(status: number): BucketTrouble {
  if (status === 401 || status === 403) return 'denied';
  if (status === 301 || status === 307) return 'wrong-region';
  if (status === 507) return 'no-room';
  return status === 429 || status >= 500 ? 'busy' : 'unknown';
}

/** What a bucket is used for, as errors say it. */
export interface BucketUse {
  readonly noun: string;
  /** Where its address was given. */
  readonly address: string;
  /** What happens while its server is away, as the begin of a sentence. */
  readonly whileAway: string;
  /** What to do after an error that passes by itself, as a sentence. */
  readonly again: string;
}

export const USE_OF_BLOBS: BucketUse = {
  noun: 'blob store',
  address: 'WEBLOOM_BLOBS',
  whileAway: 'Everything waits and goes on by itself when it is back',
  again: 'It is tried again.',
};

/** Of a command, which ends. */
export const USE_OF_BACKUP: BucketUse = {
  noun: 'backup',
  address: 'its address',
  whileAway: 'Repeat the command when it is back',
  again: 'Repeat the command.',
};

interface UsedBucket {
  readonly place: BucketPlace;
  readonly use: BucketUse;
}

/** `action`: verb and object, as in `read runs/…`. */
export function bucketFailure({ place, use }: UsedBucket, action: string, error: unknown): WebloomError {
  if (error instanceof WebloomError) return error;
  const reason = troubleOf(error);
  const words = wordsOf(reason, { place, use }, error);
  const message = `The ${use.noun} ${describeBucket(place)} could not ${action}: ${words}`;
  const context = { facts: { reason, bucket: place.bucket }, cause: error };
  return new WebloomError(reason === 'no-room' ? 'disk-full' : 'dependency-unavailable', message, context);
}

/** When a process starts, what a setting has to mend is told as that. */
export function openingFailure(bucket: UsedBucket, error: unknown): WebloomError {
  const reason = error instanceof WebloomError ? error.facts['reason'] : troubleOf(error);
  const failure = bucketFailure(bucket, 'be opened', error);
  if (![...OF_SETTINGS].some((each) => each === reason)) return failure;
  return new WebloomError('configuration-invalid', failure.message, { facts: failure.facts, cause: error });
}

interface Told extends UsedBucket {
  readonly server: string;
  /** What the server or the client says. */
  readonly said: string;
}

const WORDS: Readonly<Record<BucketTrouble, (told: Told) => string>> = {
  'blob-store-away': ({ server, said, use }) =>
    `${server} does not answer (${said}). ${use.whileAway}; look at WEBLOOM_S3_ENDPOINT and the network.`,
  'no-such-bucket': ({ place, use }) =>
    `there is no bucket ${place.bucket}. Make it, or correct ${use.address}; Webloom makes none.`,
  denied: ({ said }) =>
    `its keys were refused (${said}). They need to read, write and delete objects and to list the bucket; docs/s3.md has the policy.`,
  'no-keys': () =>
    'no keys were found. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a file by AWS_SHARED_CREDENTIALS_FILE and AWS_PROFILE, or give this machine a role (docs/s3.md).',
  'clock-skew': ({ server }) =>
    `the clock of this machine differs from that of ${server} by more than it takes. Set the clock right, by NTP.`,
  'wrong-region': ({ place, said }) =>
    `the bucket is not of the region ${place.region ?? 'that was taken'} (${said}). Set WEBLOOM_S3_REGION to its region.`,
  tls: ({ server, said }) =>
    `the certificate of ${server} was not accepted (${said}). Name its authority in WEBLOOM_S3_TLS_CA.`,
  busy: ({ server, said, use }) => `${server} is overloaded or out of order (${said}). ${use.again}`,
  'no-room': ({ server, said, use }) => `${server} has no room for it (${said}). Make room. ${use.again}`,
  'put-away': ({ said }) =>
    `it was put away by a lifecycle rule of the bucket (${said}). Restore it from its storage class, and take that rule away.`,
  unknown: ({ said }) => said,
};

function wordsOf(reason: BucketTrouble, { place, use }: UsedBucket, error: unknown): string {
  const { name, message } = answerOf(error);
  const said = [name, message].filter((each) => each !== '' && each !== 'Error').join(': ');
  return WORDS[reason]({ place, use, said, server: place.endpoint ?? 'Amazon S3' });
}
