// What a page looked like: as wide as its place, in a frame that scrolls, alone in a tab of its own, and with marks on it.
import { type ReactNode, useEffect, useRef } from 'react';
import { type PictureBox, type PictureSize, placeOnPicture } from './place-on-picture.ts';

interface WholePictureProps {
  readonly src: string;
  readonly alt: string;
  readonly size: PictureSize;
  readonly marks?: readonly PictureBox[];
}

/** Of the height of the frame: so much of the picture is left above its first mark. */
const ABOVE = 0.25;

export function WholePicture({
  src,
  alt,
  size: { width, height },
  marks = [],
}: WholePictureProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const first = marks.length === 0 ? null : Math.min(...marks.map(({ y }) => y));
  useEffect(() => {
    const box = frame.current;
    if (box === null || first === null) return;
    box.scrollTop = (first / height) * box.scrollHeight - box.clientHeight * ABOVE;
  }, [first, height]);
  return (
    <div ref={frame} className="max-h-[70vh] overflow-y-auto rounded-m border border-line bg-[white]">
      <a
        href={src}
        target="_blank"
        rel="noopener noreferrer"
        title="Open the picture alone"
        className="relative block"
      >
        <img
          src={src}
          alt={alt}
          width={width}
          height={height}
          loading="lazy"
          className="block h-auto w-full"
        />
        {marks.map((mark) => (
          <span
            key={`${mark.x} ${mark.y} ${mark.width} ${mark.height}`}
            aria-hidden="true"
            className="absolute rounded-s outline-2 outline-offset-2 outline-[#d4145a]"
            style={placeOnPicture(mark, { width, height })}
          />
        ))}
      </a>
    </div>
  );
}
