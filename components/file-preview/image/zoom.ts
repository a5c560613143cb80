/** The size of a box or a picture, in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** One press of a key or a button. */
export const zoomStep = 1.25;

/** The scale at which a picture can be seen whole; small ones are not blown up. */
export function fitScale(picture: Size, room: Size): number {
  if (picture.width === 0 || picture.height === 0) return 1;
  return Math.min(1, room.width / picture.width, room.height / picture.height);
}

/** A scale within what makes sense: from the whole picture, or a tenth, to eight screen pixels for each of its own. */
export function clampScale(scale: number, fit: number): number {
  return Math.min(8, Math.max(Math.min(fit, 0.1), scale));
}

/** How far to scroll in one direction so that the point of the picture under the pointer stays there when its scale changes. */
export function scrollFor(scroll: number, pointer: number, ratio: number): number {
  return (scroll + pointer) * ratio - pointer;
}
