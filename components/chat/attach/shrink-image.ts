/** Small print of a page is still legible. Newer models count every pixel, and a square of this side has 11,000 tokens. */
const LONGEST_SIDE_PIXELS = 3_072;
const QUALITY = 0.85;

/**
 * Makes a JPEG of moderate size of a photo that is too large to be uploaded, as those of phones are.
 *
 * @throws DOMException when the browser can't read the image
 */
export async function shrinkImage(file: File): Promise<File> {
  const image = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_SIDE_PIXELS / Math.max(image.width, image.height));
  const canvas = new OffscreenCanvas(Math.round(image.width * scale), Math.round(image.height * scale));
  const context = canvas.getContext('2d');
  if (!context) return file;
  // What is transparent would be black.
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  const jpeg = await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
  return new File([jpeg], file.name.replace(/(\.\w+)?$/, '.jpg'), { type: jpeg.type });
}
