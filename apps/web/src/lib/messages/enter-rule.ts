import { isByTouch } from '#lib/ui/by-touch.ts';

type Press = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** Whether a key sends. Ctrl+Enter always does, Shift+Enter never; Enter alone as the person likes it. */
export function isSend(press: Press, enterSends: boolean, byTouch = isByTouch()): boolean {
  if (press.key !== 'Enter' || press.shiftKey || press.altKey) return false;
  return press.ctrlKey || press.metaKey || (enterSends && !byTouch);
}
