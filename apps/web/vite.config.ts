import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import adapter from '@sveltejs/adapter-static';
import type { Adapter } from '@sveltejs/kit';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig, type Plugin } from 'vite';
import { rareLetters } from './rare-letters.ts';

const server = 'http://127.0.0.1:3000';
const unused = resolve(import.meta.dirname, 'src/lib/messages/markdown-unused.ts');

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

/** Leaves out how socket.io would reach a server without WebSocket. */
function webSocketOnly(): Plugin {
  return {
    name: 'engawa:web-socket-only',
    enforce: 'pre',
    resolveId(source, importer) {
      const isTheirs =
        importer?.includes('/engine.io-client/build/esm/') && /polling-xhr|webtransport/.test(source);
      return isTheirs ? resolve(import.meta.dirname, 'src/lib/live/no-transport.ts') : undefined;
    },
  };
}

/** Leaves out how data of pages rendered on a server travels. */
function plainState(): Plugin {
  return {
    name: 'engawa:plain-state',
    enforce: 'pre',
    resolveId(source) {
      return source === 'devalue' && this.environment.name === 'client'
        ? resolve(import.meta.dirname, 'src/lib/shell/plain-state.ts')
        : undefined;
    },
  };
}

/**
 * A signed-in channel is read by everybody every morning: with a file for each small part, its first
 * load took 75 requests. Each group takes with it all that its files import and no earlier group has.
 */
const firstLoad = [
  { name: 'page', test: /[\\/]routes[\\/]\+(layout|error)\.svelte$/ },
  { name: 'house', test: /[\\/]routes[\\/]\(in\)[\\/]\+layout\.svelte$/ },
  { name: 'channel', test: /[\\/]routes[\\/]\(in\)[\\/]channels[\\/](\[id\][\\/]\+page|\+layout)\.svelte$/ },
];

/**
 * What must run before the client is evaluated, since the client reads its version from it: in one file with
 * the client, every page that does not exist would take itself for an old one and load again for ever.
 */
const beginning = {
  name: 'beginning',
  test: /[\\/]kit[\\/]src[\\/]runtime[\\/]client[\\/]payload\.js$|vite[\\/]preload-helper/,
};

/** SvelteKit reaches each screen through a small file of its own; these lead to the first load. */
const doors = /routes\/(\+error|\(in\)\/\+layout|\(in\)\/channels\/(\+layout|\[id\]\/\+page))\.svelte/;

/** Text that is laid out before its font is here is laid out twice. */
const wholeFonts = /lib\/ui\/fonts\/[^/]+\.woff2$/;

/** The page names these files at once; the client would ask for them only after it has started. */
function namingFirstLoad(pages: Adapter): Adapter {
  return {
    ...pages,
    async adapt(builder) {
      await pages.adapt(builder);
      const parts: Record<string, { name?: string; file: string; src?: string; css?: string[] }> = JSON.parse(
        readFileSync(builder.getBuildDirectory('output/client/.vite/manifest.json'), 'utf8'),
      );
      const named = Object.values(parts).filter(({ name }) => firstLoad.some((part) => part.name === name));
      if (named.length !== firstLoad.length)
        throw new Error('a part of the first load has no file of its own');
      const nodes = Object.values(parts).filter(
        ({ name, src }) => src && name?.startsWith('nodes/') && doors.test(readFileSync(src, 'utf8')),
      );
      if (nodes.length !== 4) throw new Error('a door to the first load is not where it was');
      const links = [...named, ...nodes].flatMap(({ file, css = [] }) => [
        `<link rel="modulepreload" href="/${file}">`,
        ...css.map((sheet) => `<link rel="preload" as="style" href="/${sheet}">`),
      ]);
      const fonts = Object.keys(parts).filter((name) => wholeFonts.test(name));
      if (fonts.length !== 2) throw new Error('the two fonts of every page are not where they were');
      for (const name of fonts) {
        const file = parts[name]?.file ?? '';
        links.push(`<link rel="preload" as="font" type="font/woff2" crossorigin href="/${file}">`);
      }
      const page = readFileSync('build/index.html', 'utf8');
      writeFileSync('build/index.html', page.replace('</head>', `${links.join('')}</head>`));
    },
  };
}

export default defineConfig({
  plugins: [
    rareLetters(),
    webSocketOnly(),
    plainState(),
    tailwindcss(),
    announcerWithoutInlineStyle(),
    sveltekit({ adapter: namingFirstLoad(adapter({ fallback: 'index.html', precompress: true })) }),
  ],
  resolve: { alias: { 'linkify-it': unused, entities: unused } },
  build: {
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [beginning, ...firstLoad],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': server,
      '/socket.io': { target: server, ws: true },
      '/media': { target: server, ws: true },
    },
  },
});
