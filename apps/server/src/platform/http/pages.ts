import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { App } from './edge.ts';
import { AppError } from '../errors.ts';

/** Serves the built client: files that carry a hash for ever, the page itself always fresh. */
export async function servePages(app: App, webDir: string): Promise<void> {
  const page = path.join(webDir, 'index.html');
  const html = existsSync(page) ? readFileSync(page, 'utf8') : '';
  const policy = contentSecurityPolicy(html);
  await app.register(fastifyStatic, {
    root: webDir,
    serve: html !== '',
    wildcard: false,
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, file) => {
      const immutable = file.includes(`${path.sep}immutable${path.sep}`);
      void reply.header('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
      void reply.header('content-security-policy', policy);
    },
  });
  app.setNotFoundHandler((request, reply) => {
    const isPage =
      request.method === 'GET' &&
      !/^\/(api|socket\.io|health|media)\//.test(request.url) &&
      !/\.\w{1,8}$/.test(request.url.split('?')[0] ?? '');
    if (!isPage || html === '') throw new AppError('not_found');
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('content-security-policy', policy)
      .header('x-frame-options', 'DENY')
      .header('permissions-policy', 'geolocation=(), payment=(), usb=()')
      .send(html);
  });
}

/** Only our own origin, and of inline scripts only the one that starts the client. */
function contentSecurityPolicy(html: string): string {
  const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, code]) =>
      `'sha256-${createHash('sha256')
        .update(code ?? '')
        .digest('base64')}'`,
  );
  return [
    `default-src 'self'`,
    `script-src 'self' 'wasm-unsafe-eval' ${inline.join(' ')}`,
    `style-src 'self'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `media-src 'self' blob:`,
    `worker-src 'self' blob:`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}
