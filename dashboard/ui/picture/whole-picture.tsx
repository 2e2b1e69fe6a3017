// What a page looked like: as wide as its place, in a frame that scrolls, and alone in a tab of its own.
import type { ReactNode } from 'react';

export interface PictureSize {
  /** px */
  readonly width: number;
  /** px */
  readonly height: number;
}

export function WholePicture({
  src,
  alt,
  size: { width, height },
}: {
  readonly src: string;
  readonly alt: string;
  readonly size: PictureSize;
}): ReactNode {
  return (
    <div className="max-h-[70vh] overflow-y-auto rounded-m border border-line bg-[white]">
      <a href={src} target="_blank" rel="noopener noreferrer" title="Open the picture alone">
        <img
          src={src}
          alt={alt}
          width={width}
          height={height}
          loading="lazy"
          className="block h-auto w-full"
        />
      </a>
    </div>
  );
}
