/** Enough for a chip on a screen of three dots to the pixel. */
const height = 120;

/**
 * A small copy of a picture, turned as its EXIF says: decoding a photo of 12 megapixels for a chip costs 50 MB for as long as it
 * is shown.
 * @throws {DOMException} where the bytes are no picture
 */
export async function thumbnailOf(picture: Blob): Promise<Blob> {
  const options: ImageBitmapOptions = {
    resizeHeight: height,
    resizeQuality: 'medium',
    imageOrientation: 'from-image',
  };
  const bitmap = await createImageBitmap(picture, options);
  try {
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    return await canvas.convertToBlob({ type: 'image/webp' });
  } finally {
    bitmap.close();
  }
}
