// Where a box of a picture stands on the picture as it is shown, however wide that is.

export interface PictureSize {
  /** px */
  readonly width: number;
  /** px */
  readonly height: number;
}

/** In pixels of the picture. */
export interface PictureBox extends PictureSize {
  readonly x: number;
  readonly y: number;
}

export function placeOnPicture(box: PictureBox, { width, height }: PictureSize) {
  return {
    left: `${(box.x / width) * 100}%`,
    top: `${(box.y / height) * 100}%`,
    width: `${(box.width / width) * 100}%`,
    height: `${(box.height / height) * 100}%`,
  };
}
