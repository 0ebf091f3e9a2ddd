import type { Linter } from 'eslint';
import boundaries from 'eslint-plugin-boundaries';
import { plainContractFiles, rooms } from './rooms.ts';

// Its types describe an ES module, while Node gives the CommonJS one: the plugin itself.
const plugin: object = boundaries;

const anyRoom = `(${rooms.join('|')})`;

/** Files of a server room that only the room itself may use. */
const closedFiles = '(index|routes|commands|present|jobs)';

function elements(root: string) {
  const plain = plainContractFiles(root);
  const list: [type: string, pattern: string | string[], capture?: string[]][] = [
    ['test', ['**/*.test.ts', '**/*.test.js', 'apps/web/test/**']],
    ['setup', ['*.ts', '*.js', 'apps/*/*.ts', 'apps/*/*.js', 'packages/config/**']],
    ['contract-plain', plain.length ? plain : ['packages/contract/none']],
    ['contract', 'packages/contract/src/**'],
    ['db', 'packages/db/**'],
    ['text', 'packages/text/**'],
    ['sample-town', 'packages/sample-town/**'],
    ['platform', 'apps/server/src/platform/**'],
    // A room may keep one large matter in a folder of its own (people/phone-list): it is the same room.
    [
      'queries',
      [`apps/server/src/${anyRoom}/queries.ts`, `apps/server/src/${anyRoom}/*/queries.ts`],
      ['room'],
    ],
    [
      'room-closed',
      [`apps/server/src/${anyRoom}/${closedFiles}.ts`, `apps/server/src/${anyRoom}/*/${closedFiles}.ts`],
      ['room'],
    ],
    ['room', [`apps/server/src/${anyRoom}/*.ts`, `apps/server/src/${anyRoom}/*/*.ts`], ['room']],
    ['settings', 'apps/server/src/{env,listen,networks,media-settings,setting-forms}.ts'],
    ['server', 'apps/server/src/*.ts'],
    ['web-route', 'apps/web/src/routes/**'],
    ['web-live', 'apps/web/src/lib/{live,media}/**'],
    ['web-text', 'apps/web/src/lib/text/**'],
    ['web-ui', 'apps/web/src/lib/ui/**'],
    ['web-shell', 'apps/web/src/lib/{shell,settings,setup}/**'],
    ['web-room', `apps/web/src/lib/${anyRoom}/**`, ['room']],
    ['web-frame', 'apps/web/src/*'],
    ['infra', 'infra/**'],
    ['e2e', 'e2e/**'],
  ];
  // mode "full" is essential: partial patterns let a violation inside a room pass unseen.
  return list.map(([type, pattern, capture]) => ({
    type,
    pattern,
    mode: 'full',
    ...(capture && { capture }),
  }));
}

/**
 */
function allow(from: object, to: object, kind?: 'type') {
  return { from: { element: from }, allow: { to: { element: to }, ...(kind && { dependency: { kind } }) } };
}

function policies(types: string[]) {
  const sameRoom = { captured: { room: '{{from.captured.room}}' } };
  const contract = { type: ['contract', 'contract-plain'] };
  const below = { type: ['settings', 'platform', 'db', 'text', 'contract', 'contract-plain'] };
  const roomFiles = { type: ['room', 'room-closed', 'queries'] };
  const earlier = rooms.flatMap((room, index) => {
    const before = rooms.slice(0, index);
    if (!before.length) return [];
    return [
      allow({ ...roomFiles, captured: { room } }, { type: 'room', captured: { room: before } }),
      allow({ type: 'web-room', captured: { room } }, { type: 'web-room', captured: { room: before } }),
    ];
  });
  const web = ['web-route', 'web-shell', 'web-room', 'web-live', 'web-text', 'web-ui', 'web-frame'];
  const everything = types.filter((type) => type !== 'test');
  return [
    allow({ type: 'test' }, { type: types }),
    allow({ type: ['infra', 'e2e', 'setup'] }, { type: everything }),
    allow(contract, contract),
    allow({ type: 'db' }, { type: 'db' }),
    allow({ type: 'text' }, { type: 'text' }),
    allow({ type: 'sample-town' }, { type: ['sample-town', 'text'] }),
    allow({ type: 'settings' }, { type: 'settings' }),
    allow({ type: 'platform' }, below),
    allow(roomFiles, { ...roomFiles, ...sameRoom }),
    allow(roomFiles, below),
    allow(roomFiles, { type: 'sample-town' }),
    allow({ type: 'server' }, { type: ['server', 'room', 'room-closed', 'sample-town', ...below.type] }),
    ...earlier,
    allow({ type: web }, { type: 'contract' }, 'type'),
    allow({ type: web }, { type: ['contract-plain', 'text', 'web-text'] }),
    allow({ type: 'web-route' }, { type: ['web-route', 'web-shell', 'web-room', 'web-live', 'web-ui'] }),
    allow({ type: 'web-shell' }, { type: ['web-shell', 'web-room', 'web-live', 'web-ui'] }),
    allow({ type: 'web-room' }, { type: 'web-room', ...sameRoom }),
    allow({ type: 'web-room' }, { type: ['web-live', 'web-ui'] }),
    allow({ type: 'web-live' }, { type: 'web-live' }),
    allow({ type: 'web-ui' }, { type: 'web-ui' }),
    allow({ type: 'web-frame' }, { type: ['web-frame', 'web-live', 'web-ui'] }),
  ];
}

/**
 * The import rules of the house.
 */
export function importRules(root: string): Linter.Config {
  const known = elements(root);
  return {
    plugins: { boundaries: plugin },
    settings: {
      'boundaries/root-path': root,
      'boundaries/elements': known,
      // The plugin asks for partialMatch instead of mode, which lets violations pass with these patterns.
      'boundaries/legacy-warnings': false,
      'boundaries/dependency-nodes': ['import', 'dynamic-import', 'export'],
      'boundaries/ignore': ['**/*.d.ts', '**/*.css', '**/node_modules/**'],
      'import/resolver': {
        typescript: { project: `${root}/tsconfig.base.json`, extensions: ['.ts', '.svelte', '.js'] },
      },
    },
    rules: {
      'boundaries/dependencies': [
        'error',
        { default: 'disallow', policies: policies(known.map(({ type }) => type)) },
      ],
      'boundaries/no-unknown-files': 'error',
    },
  };
}
