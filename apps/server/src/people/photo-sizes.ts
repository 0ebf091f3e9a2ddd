import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { AppError } from '#platform/errors.ts';

/** A picture as it is kept. */
export type PhotoSizes = { hash: string; small: Buffer; large: Buffer };

const FORMATS = new Set(['jpeg', 'png', 'webp', 'gif']);
const MOST_PIXELS = 60_000_000;
const SMALLEST = 32;

/**
 * Makes the two sizes of a picture. What the file is decides its content, not its name; it is drawn anew,
 * so that nothing of the file itself (place and camera in EXIF, hidden data) is kept or served.
 */
export async function photoSizes(bytes: Buffer): Promise<PhotoSizes> {
  try {
    const image = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' });
    const { format, width, height } = await image.metadata();
    if (!FORMATS.has(format) || width < SMALLEST || height < SMALLEST) throw new AppError('not_an_image');
    const square = (side: number) =>
      image.clone().autoOrient().resize(side, side, { fit: 'cover' }).webp({ quality: 82 }).toBuffer();
    const [small, large] = await Promise.all([square(96), square(512)]);
    return { hash: createHash('sha256').update(large).digest('hex'), small, large };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('not_an_image');
  }
}
