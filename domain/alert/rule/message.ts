// What a channel is told, once for every kind of channel: plain data that a delivery keeps and renderings turn into text.

/**
 * `begin`, `reminder`, `escalation` and `end` are of an incident; `digest` sums up several; `test` is asked for by a
 * person.
 */
export const MESSAGE_KINDS = ['begin', 'reminder', 'escalation', 'end', 'digest', 'test'] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** In rising order. */
export const MESSAGE_SEVERITIES = ['info', 'warning', 'critical'] as const;
export type MessageSeverity = (typeof MESSAGE_SEVERITIES)[number];

/** A line of a difference, as text of the page. */
export interface MessageLine {
  readonly op: 'added' | 'removed' | 'same';
  readonly text: string;
}

export interface AlertMessage {
  /** Deterministic: who makes the message again gives it the same id. */
  readonly id: string;
  readonly workspaceId: string;
  readonly kind: MessageKind;
  readonly severity: MessageSeverity;
  /** One line. It may hold text of foreign pages, as `lines` may: text only, never markup. */
  readonly title: string;
  readonly lines: readonly string[];
  readonly at: Date;
  /** Where the dashboard shows it, from the root: `/changes/chg_…`. */
  readonly path: string;
  /** `note`: what it is for, in the words of its user; absent: nothing is said. */
  readonly job?: { readonly id: string; readonly name: string; readonly note?: string };
  readonly run?: { readonly id: string };
  readonly page?: { readonly url: string; readonly title: string | null };
  readonly change?: {
    readonly id: string;
    readonly kind: string;
    readonly before: string | null;
    readonly after: string | null;
    readonly lines: readonly MessageLine[];
    /** What a language model says of it. */
    readonly modelSummary?: string;
  };
  readonly price?: {
    /** Null: there was no price. */
    readonly beforeMinor: number | null;
    readonly afterMinor: number | null;
    /** ISO code. */
    readonly currency: string;
  };
  /** The limit of the plan it is about; it is told though that of messages is met, or nobody would know. */
  readonly limit?: string;
  readonly incidentId?: string;
}
