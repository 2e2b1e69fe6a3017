// The previews of the last hour, in the memory of the process that made them. They are worth a moment: after a restart, or
// when there are too many, a page is simply looked at again.
import type { Preview } from './preview.ts';
import { HOUR_MS } from '../../system/duration.ts';

export interface PreviewLimits {
  readonly keptMs: number;
  readonly most: number;
  /** Bytes of all bodies and texts together. */
  readonly mostBytes: number;
}

const PREVIEW_LIMITS: PreviewLimits = {
  keptMs: HOUR_MS,
  most: 200,
  mostBytes: 64 * 1024 * 1024,
};

interface Kept {
  readonly preview: Preview;
  readonly bytes: number;
}

export class RecentPreviews {
  readonly #limits: PreviewLimits;
  /** Oldest first. */
  readonly #previews = new Map<string, Kept>();
  #bytes = 0;

  constructor(limits: PreviewLimits = PREVIEW_LIMITS) {
    this.#limits = limits;
  }

  /** Puts a preview in, or its next state in place of the former. */
  put(preview: Preview, now: Date): void {
    const bytes = bytesOf(preview);
    this.#bytes += bytes - (this.#previews.get(preview.previewId)?.bytes ?? 0);
    this.#previews.set(preview.previewId, { preview, bytes });
    this.#drop(now);
  }

  /** Null when there is none, no longer, or it belongs to another workspace. */
  get(previewId: string, workspaceId: string, now: Date): Preview | null {
    this.#drop(now);
    const preview = this.#previews.get(previewId)?.preview;
    return preview?.workspaceId === workspaceId ? preview : null;
  }

  /** The one that was begun last of those that are wanted; null: none is kept. */
  latest(workspaceId: string, isWanted: (preview: Preview) => boolean, now: Date): Preview | null {
    this.#drop(now);
    const kept = [...this.#previews.values()].map(({ preview }) => preview);
    return kept.findLast((one) => one.workspaceId === workspaceId && isWanted(one)) ?? null;
  }

  expiresAt({ at }: Pick<Preview, 'at'>): Date {
    return new Date(at.getTime() + this.#limits.keptMs);
  }

  #drop(now: Date): void {
    for (const [previewId, { preview, bytes }] of this.#previews) {
      const isOver = this.#previews.size > this.#limits.most || this.#bytes > this.#limits.mostBytes;
      if (!isOver && this.expiresAt(preview) > now) return;
      this.#previews.delete(previewId);
      this.#bytes -= bytes;
    }
  }
}

/** The text of a page is kept beside its bytes: as lines, links, fields and noise. */
function bytesOf({ body, picture, ...texts }: Preview): number {
  return (body?.body.length ?? 0) + (picture?.png.length ?? 0) + textBytes(texts);
}

/** Two bytes for each UTF-16 unit of each text below. */
function textBytes(value: unknown): number {
  if (typeof value === 'string') return 2 * value.length;
  if (typeof value !== 'object' || value === null) return 0;
  let bytes = 0;
  for (const part of Object.values(value)) bytes += textBytes(part);
  return bytes;
}
