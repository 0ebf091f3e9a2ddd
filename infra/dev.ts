import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { root } from './program.ts';
import { runProduct } from './run-product.ts';
import { say } from './say.ts';

// For those who work on the pages: Vite serves them fresh and passes the rest on to the product on port 3000.
const pages = 'http://127.0.0.1:5173';
process.env.PUBLIC_ORIGINS = [process.env.PUBLIC_ORIGINS, pages].filter(Boolean).join(',');
const vite = spawn(
  process.execPath,
  [resolve(root, 'node_modules/vite/bin/vite.js'), '--host', '127.0.0.1', '--port', '5173', '--strictPort'],
  { cwd: resolve(root, 'apps/web'), stdio: ['ignore', 'inherit', 'inherit'] },
);
say(`画面 / Pages  ${pages}`);
const status = await runProduct(1);
vite.kill('SIGTERM');
process.exit(status);
