// The page as a picture that can be clicked. It stands in a frame of an opaque origin that can do nothing; a script of ours
// in it tells which element was clicked, by number.
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { part } from '../../../api/ask.ts';

export interface Pick {
  readonly node: number;
  /** Leave it out instead of watching it. */
  readonly leaveOut: boolean;
  /** Add it to what is picked already. */
  readonly add: boolean;
}

interface PageFrameProps {
  readonly previewId: string;
  readonly include: readonly number[];
  readonly exclude: readonly number[];
  readonly onPick: (pick: Pick) => void;
}

interface Said {
  readonly webloom: unknown;
  readonly node?: unknown;
  readonly alt?: unknown;
  readonly shift?: unknown;
}

function isSaid(data: unknown): data is Said {
  return typeof data === 'object' && data !== null && 'webloom' in data;
}

export function PageFrame({ previewId, include, exclude, onPick }: PageFrameProps): ReactNode {
  const frame = useRef<HTMLIFrameElement>(null);
  const [ready, setReady] = useState(false);
  const latest = useRef(onPick);
  useEffect(() => {
    latest.current = onPick;
  });
  useEffect(() => {
    const listen = ({ source, data }: MessageEvent<unknown>): void => {
      if (source !== frame.current?.contentWindow || !isSaid(data)) return;
      if (data.webloom === 'ready') setReady(true);
      if (data.webloom !== 'pick' || !Number.isSafeInteger(data.node)) return;
      latest.current({ node: Number(data.node), leaveOut: data.alt === true, add: data.shift === true });
    };
    window.addEventListener('message', listen);
    return () => window.removeEventListener('message', listen);
  }, []);
  useEffect(() => {
    // The frame's origin is opaque, so it has no name that could be given here; the message holds numbers alone.
    if (ready)
      frame.current?.contentWindow?.postMessage({ webloom: 'marks', include, exclude, show: true }, '*');
  }, [ready, include, exclude]);
  return (
    <iframe
      ref={frame}
      title="The page, to be clicked"
      sandbox="allow-scripts"
      src={`/v1/previews/${part(previewId)}/page?picker=true`}
      className="h-[26rem] w-full rounded-m border border-line bg-sheet"
    />
  );
}
