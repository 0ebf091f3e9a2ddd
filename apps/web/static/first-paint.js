// Runs before the first paint, so that a dark screen never flashes white. The same keys are written by lib/ui/look.ts.
(() => {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem('engawa.look') || '{}');
    } catch {
      return {};
    }
  };
  const paint = () => {
    const look = read();
    const chosen = look.theme === 'light' || look.theme === 'dark' ? look.theme : undefined;
    root.dataset.theme = chosen || (dark.matches ? 'dark' : 'light');
    root.dataset.density = look.density || 'standard';
    root.dataset.text = String(look.textSize || 16);
    root.dataset.easy = look.easy ? 'yes' : 'no';
    root.lang = look.language === 'en' ? 'en' : 'ja';
    root.dataset.language = root.lang;
  };
  paint();
  dark.addEventListener('change', paint);
  addEventListener('storage', paint);
  addEventListener('engawa:look', paint);
  // Every signed-in screen asks this first. Asked here, the answer is there as soon as the client is (lib/live/rest.ts).
  if (/^\/(channels|people|settings|admin)?(\/|$)/.test(location.pathname)) {
    const ask = (path, cache) =>
      fetch(path, { cache, signal: AbortSignal.timeout(10000) }).catch(() => undefined);
    globalThis.engawaAsked = {
      '/api/start': ask('/api/start', 'no-store'),
      '/api/people': ask('/api/people', 'no-cache'),
    };
    // The newest messages of the channel that opens; lib/messages/timeline.svelte.ts looks whether they still fit.
    if (/^\/channels\/[\da-f-]{36}$/.test(location.pathname) && !location.search) {
      const newest = `/api${location.pathname}/messages?limit=50`;
      globalThis.engawaAsked[newest] = ask(newest, 'no-store');
    }
  }
})();
