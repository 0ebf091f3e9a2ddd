import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig, type Plugin } from 'vite';

const server = 'http://127.0.0.1:3000';

/**
 * SvelteKit hides its page announcer by an inline style, which our policy (style-src 'self') refuses.
 * The style is taken out here and stands in lib/ui/base.css instead.
 */
function announcerWithoutInlineStyle(): Plugin {
  return {
    name: 'engawa:announcer',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/kit/src/runtime/components/root.svelte')) return undefined;
      const plain = code.replace(/(id="svelte-announcer"[^>]*?)\s+style="[^"]*"/, '$1');
      if (plain === code) throw new Error('SvelteKit writes its announcer differently now');
      return { code: plain, map: null };
    },
  };
}

export default defineConfig({
  plugins: [
    tailwindcss(),
    announcerWithoutInlineStyle(),
    sveltekit({ adapter: adapter({ fallback: 'index.html', precompress: true }) }),
  ],
  build: { assetsInlineLimit: 0 },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': server, '/socket.io': { target: server, ws: true } },
  },
});
