// A picture on which places are drawn by dragging. It is drawn on only while a pen is chosen: else it scrolls.
import { type PointerEvent, type ReactNode, useState } from 'react';
import { type PictureBox, type PictureSize, placeOnPicture } from './place-on-picture.ts';

interface DrawPlacesProps {
  readonly src: string;
  readonly alt: string;
  /** px */
  readonly size: PictureSize;
  /** In pixels of the picture. */
  readonly places: readonly (PictureBox & { readonly tone: string })[];
  /** Colour of what is being drawn; null: nothing is. */
  readonly pen: string | null;
  readonly onDraw: (box: PictureBox) => void;
}

/** px of the picture: less is a slip of the pointer. */
const MIN_SIDE = 4;

interface Point {
  readonly x: number;
  readonly y: number;
}

export function DrawPlaces({ src, alt, size, places, pen, onDraw }: DrawPlacesProps): ReactNode {
  const { width, height } = size;
  const { drawn, ...handlers } = useDrawing(size, pen !== null, onDraw);
  const shown = [...places, ...(drawn === null || pen === null ? [] : [{ ...drawn, tone: pen }])];
  return (
    <div className="max-h-[60vh] overflow-y-auto rounded-m border border-line bg-[white]">
      <div
        className={`relative select-none ${pen === null ? '' : 'cursor-crosshair touch-none'}`}
        {...handlers}
      >
        <img
          src={src}
          alt={alt}
          width={width}
          height={height}
          draggable={false}
          className="block h-auto w-full"
        />
        {shown.map((box) => (
          <span
            key={`${box.tone} ${box.x} ${box.y} ${box.width} ${box.height}`}
            aria-hidden="true"
            className="pointer-events-none absolute outline-2"
            style={{
              ...placeOnPicture(box, size),
              outlineColor: box.tone,
              background: `color-mix(in srgb, ${box.tone} 18%, transparent)`,
            }}
          />
        ))}
      </div>
    </div>
  );
}

type Pointed = PointerEvent<HTMLDivElement>;

/** What is being drawn, and what has to be done where the pointer is pressed, moved and let go. */
function useDrawing({ width, height }: PictureSize, isOn: boolean, onDraw: (box: PictureBox) => void) {
  const [ends, setEnds] = useState<{ readonly from: Point; readonly to: Point } | null>(null);
  const pointOf = ({ currentTarget, clientX, clientY }: Pointed): Point => {
    const box = currentTarget.getBoundingClientRect();
    const within = (share: number, whole: number): number =>
      Math.round(Math.min(1, Math.max(0, share)) * whole);
    return {
      x: within((clientX - box.left) / box.width, width),
      y: within((clientY - box.top) / box.height, height),
    };
  };
  return {
    drawn: ends === null ? null : boxBetween(ends.from, ends.to),
    onPointerDown: (event: Pointed) => {
      if (!isOn) return;
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      const from = pointOf(event);
      setEnds({ from, to: from });
    },
    onPointerMove: (event: Pointed) => {
      if (ends !== null) setEnds({ ...ends, to: pointOf(event) });
    },
    onPointerUp: (event: Pointed) => {
      if (ends === null) return;
      const box = boxBetween(ends.from, pointOf(event));
      setEnds(null);
      if (box.width >= MIN_SIDE && box.height >= MIN_SIDE) onDraw(box);
    },
    onPointerCancel: () => setEnds(null),
  };
}

function boxBetween(one: Point, other: Point): PictureBox {
  const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)];
  return { x, y, width: Math.abs(other.x - one.x), height: Math.abs(other.y - one.y) };
}
