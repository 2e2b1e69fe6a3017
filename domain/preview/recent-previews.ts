// The previews of the last hour, in the memory of the process that made them. They are worth a moment: after a restart, or
// when there are too many, a page is simply looked at again.
import type { Preview } from './preview.ts';

export interface PreviewLimits {
  readonly keptMs: number;
  readonly most: number;
  /** Bytes of all bodies together. */
  readonly mostBytes: number;
}

const PREVIEW_LIMITS: PreviewLimits = {
  keptMs: 3_600_000,
  most: 200,
  mostBytes: 64 * 1024 * 1024,
};

export class RecentPreviews {
  readonly #limits: PreviewLimits;
  /** Oldest first. */
  readonly #previews = new Map<string, Preview>();

  constructor(limits: PreviewLimits = PREVIEW_LIMITS) {
    this.#limits = limits;
  }

  /** Puts a preview in, or its next state in place of the former. */
  put(preview: Preview, now: Date): void {
    this.#previews.set(preview.previewId, preview);
    this.#drop(now);
  }

  /** Null when there is none, no longer, or it belongs to another workspace. */
  get(previewId: string, workspaceId: string, now: Date): Preview | null {
    this.#drop(now);
    const preview = this.#previews.get(previewId);
    return preview?.workspaceId === workspaceId ? preview : null;
  }

  expiresAt({ at }: Pick<Preview, 'at'>): Date {
    return new Date(at.getTime() + this.#limits.keptMs);
  }

  #drop(now: Date): void {
    let bytes = 0;
    for (const { body } of this.#previews.values()) bytes += body?.body.length ?? 0;
    for (const [previewId, preview] of this.#previews) {
      const isOver = this.#previews.size > this.#limits.most || bytes > this.#limits.mostBytes;
      if (!isOver && this.expiresAt(preview) > now) return;
      this.#previews.delete(previewId);
      bytes -= preview.body?.body.length ?? 0;
    }
  }
}
