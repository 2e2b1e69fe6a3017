// The page as a picture that can be clicked. It stands in a frame of an opaque origin that can do nothing; a script of ours
// in it tells which element was clicked, by number.
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { PagePlacesView } from '../../../api/schemas/preview/preview-part.ts';

interface Clicked {
  readonly node: number;
  readonly alt: boolean;
  readonly shift: boolean;
}

interface PagePictureProps {
  /** Address of the copy, with the script that tells what is clicked. */
  readonly src: string;
  readonly include?: readonly number[];
  readonly exclude?: readonly number[];
  /** Null: body and frame are not told apart. */
  readonly places: PagePlacesView | null;
  readonly onClick: (clicked: Clicked) => void;
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

const NO_NODES: readonly number[] = [];

export function PagePicture(props: PagePictureProps): ReactNode {
  const { src, include = NO_NODES, exclude = NO_NODES, places, onClick } = props;
  const frame = useRef<HTMLIFrameElement>(null);
  const [ready, setReady] = useState(false);
  const latest = useRef(onClick);
  useEffect(() => {
    latest.current = onClick;
  });
  useEffect(() => {
    const listen = ({ source, data }: MessageEvent<unknown>): void => {
      if (source !== frame.current?.contentWindow || !isSaid(data)) return;
      if (data.webloom === 'ready') setReady(true);
      if (data.webloom !== 'pick' || !Number.isSafeInteger(data.node)) return;
      latest.current({ node: Number(data.node), alt: data.alt === true, shift: data.shift === true });
    };
    window.addEventListener('message', listen);
    return () => window.removeEventListener('message', listen);
  }, []);
  useEffect(() => {
    // The frame's origin is opaque, so it has no name that could be given here; the message holds numbers alone.
    if (ready)
      frame.current?.contentWindow?.postMessage({ webloom: 'marks', include, exclude, show: true }, '*');
  }, [ready, include, exclude]);
  useEffect(() => {
    const { body, frame: around, own } = places ?? { body: [], frame: [], own: [] };
    if (ready)
      frame.current?.contentWindow?.postMessage({ webloom: 'places', body, frame: around, own }, '*');
  }, [ready, places]);
  return (
    <iframe
      ref={frame}
      title="The page, to be clicked"
      sandbox="allow-scripts"
      src={src}
      className="h-[26rem] w-full rounded-m border border-line bg-[white]"
    />
  );
}
