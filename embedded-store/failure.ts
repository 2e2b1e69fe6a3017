// Errors of the embedded store. Every refusal has the numeric code that MongoDB drivers know, so a caller can
// not tell it from a real server's.

const CODES = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  TypeMismatch: 14,
  IllegalOperation: 20,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexKeySpecsConflict: 86,
  IndexOptionsConflict: 85,
  CannotSatisfyWriteConcern: 100,
  CommandNotSupported: 115,
  InvalidPipelineOperator: 168,
  CannotIndexParallelArrays: 171,
  QueryExceededMemoryLimit: 292,
  NotImplemented: 238,
  OperationNotSupportedInTransaction: 263,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  OutOfDiskSpace: 14031,
  UnrecognizedStage: 40324,
  UnknownField: 40415,
} as const;

export type CodeName = keyof typeof CODES;

/**
 * A refusal, as the client sees it. `facts` become extra fields of the error document (keyPattern, keyValue).
 */
export class StoreError extends Error {
  readonly code: number;
  readonly codeName: CodeName;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(codeName: CodeName, message: string, facts: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'StoreError';
    this.code = CODES[codeName];
    this.codeName = codeName;
    this.facts = facts;
  }
}

/**
 * The error document of a reply. An error that is no StoreError is a fault of this store and is named as one.
 */
export function errorReply(error: unknown): Record<string, unknown> {
  if (error instanceof StoreError) {
    return { ok: 0, errmsg: error.message, code: error.code, codeName: error.codeName, ...error.facts };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    ok: 0,
    errmsg: `internal error: ${message}`,
    code: CODES.InternalError,
    codeName: 'InternalError',
  };
}
