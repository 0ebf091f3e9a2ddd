/** How the bytes of a file were read. */
export type FileEncoding = 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'cp932';

export interface Decoded {
  text: string;
  encoding: FileEncoding;
}

/**
 * Reads a file as cities save it. A mark at the start decides; else what is valid UTF-8 is UTF-8, and
 * anything more is CP932: Japanese in CP932 is next to never valid UTF-8 by chance.
 */
export function decode(bytes: Uint8Array): Decoded {
  const encoding = encodingOf(bytes);
  // The platform's own decoder, not encoding-japanese: that one turns 外字 (F040-F9FC) into question marks.
  const label = encoding === 'cp932' ? 'shift_jis' : encoding === 'utf-8-bom' ? 'utf-8' : encoding;
  return { text: withoutControls(new TextDecoder(label).decode(bytes)), encoding };
}

// NUL and its kind stand in broken exports; PostgreSQL takes none of them.
function withoutControls(text: string): string {
  return text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '').toWellFormed();
}

function encodingOf(bytes: Uint8Array): FileEncoding {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8-bom';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return isUtf8(bytes) ? 'utf-8' : 'cp932';
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
