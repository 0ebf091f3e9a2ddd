/** Where to go after signing in: only a path of our own, never another site. */
export function ownPath(wanted: string | null): string {
  const isOwn = wanted !== null && /^\/(?![/\\])/.test(wanted) && !/[\p{Cc}\\]/u.test(wanted);
  return isOwn ? wanted : '/';
}
