import type { Zone } from '@engawa/contract/labels';

/** Cookies ignore ports, so the zone is in the name. `__Host-` keeps sister hosts from planting one. */
const nameOf = (zone: Zone, isSecure: boolean) => `${isSecure ? '__Host-' : ''}engawa-${zone}`;

/** The session token that a browser sends for a zone; a plain cookie only counts where there is plain HTTP. */
export function tokenIn(cookies: string | undefined, zone: Zone, takesPlain: boolean): string | undefined {
  if (!cookies || cookies.length > 8192) return undefined;
  return (
    valueOf(cookies, nameOf(zone, true)) ?? (takesPlain ? valueOf(cookies, nameOf(zone, false)) : undefined)
  );
}

/** The Set-Cookie header that keeps a session in the browser until it closes; '' takes it away. */
export function sessionCookie(zone: Zone, origin: string | undefined, token: string): string {
  const isSecure = origin?.startsWith('https://') === true;
  const end = token === '' ? '; Max-Age=0' : '';
  return `${nameOf(zone, isSecure)}=${token}; Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}${end}`;
}

function valueOf(cookies: string, name: string): string | undefined {
  for (const pair of cookies.split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && value && /^[\w-]{43}$/.test(value)) return value;
  }
  return undefined;
}
