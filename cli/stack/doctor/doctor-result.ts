// What a look of the doctor found.

export interface DoctorResult {
  readonly name: string;
  readonly status: 'ok' | 'warn' | 'fail';
  readonly detail: string;
  /** What to do, in one line; absent when nothing is to be done. */
  readonly remedy?: string;
}
