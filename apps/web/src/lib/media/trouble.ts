/** Why a microphone, camera or screen cannot be had. */
export type Trouble = 'denied' | 'denied-by-system' | 'none' | 'busy' | 'insecure' | 'failed';

/** What the browser meant when it gave no device. Undefined: the person changed their mind, which is none. */
export function troubleOf(error: unknown): Trouble | undefined {
  if (!globalThis.isSecureContext) return 'insecure';
  if (!(error instanceof Error)) return 'failed';
  switch (error.name) {
    case 'NotAllowedError':
      return /system/i.test(error.message) ? 'denied-by-system' : 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'none';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    default:
      return 'failed';
  }
}
