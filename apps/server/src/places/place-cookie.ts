import type { Zone } from '@engawa/contract/labels';

const nameOf = (zone: Zone, isSecure: boolean) => `${isSecure ? '__Host-' : ''}engawa-place-${zone}`;

/** Browsers keep no cookie for longer. */
const keptSeconds = 400 * 86_400;

/** The token of a shared PC among the cookies of a request, for the zone that it came in on. */
export function placeTokenIn(
  cookies: string | undefined,
  zone: Zone,
  takesPlain: boolean,
): string | undefined {
  if (!cookies || cookies.length > 8192) return undefined;
  const names = [nameOf(zone, true), ...(takesPlain ? [nameOf(zone, false)] : [])];
  for (const pair of cookies.split(';')) {
    const [key = '', value = ''] = pair.trim().split('=', 2);
    if (names.includes(key) && /^[\w-]{43}$/.test(value)) return value;
  }
  return undefined;
}

/** The Set-Cookie header that makes a browser that place; '' takes it away. */
export function placeCookie(zone: Zone, origin: string | undefined, token: string): string {
  const isSecure = origin?.startsWith('https://') === true;
  const age = token === '' ? 0 : keptSeconds;
  const secure = isSecure ? '; Secure' : '';
  return `${nameOf(zone, isSecure)}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${age}${secure}`;
}
