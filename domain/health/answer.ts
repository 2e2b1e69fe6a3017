// What came of asking a service: its answer or its fault, and how long that took.

export type Answer<Value> =
  | { readonly ok: true; readonly value: Value; readonly latencyMs: number }
  | {
      readonly ok: false;
      /** What is wrong, as a sentence. */
      readonly fault: string;
      /** The broker is there and has an alarm of memory or disk. */
      readonly isAlarm: boolean;
      readonly latencyMs: number;
    };

export function faultOf(answer: Answer<unknown>): string | null {
  return answer.ok ? null : answer.fault;
}

export function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
