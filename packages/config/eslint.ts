import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { importRules } from './boundaries.ts';
import { tellingNames } from './names.ts';

const code = ['**/*.ts', '**/*.js', '**/*.svelte', '**/*.svelte.ts'];

const syntax = {
  barrel: {
    selector: 'ExportAllDeclaration',
    message: 'No barrels: import from the file that holds the thing.',
  },
  defaultExport: {
    selector: 'ExportDefaultDeclaration',
    message: 'Export by name; only plugins and configuration export a default.',
  },
};

const kysely = {
  name: 'kysely',
  message: 'SQL lives in queries.ts, in the platform and in packages/db.',
};
const postgres = { name: 'postgres', message: 'Connections are made in packages/db.' };

/**
 * The lint of the house.
 */
export function houseRules(root: string) {
  return defineConfig(
    {
      ignores: [
        '**/node_modules/**',
        '**/build/**',
        '**/.svelte-kit/**',
        '**/.turbo/**',
        '**/test-results/**',
        'apps/web/static/**',
        'packages/config/planted/**',
        '.data/**',
      ],
    },
    { linterOptions: { reportUnusedDisableDirectives: 'error' } },
    ...tseslint.configs.recommended.map((config) => ({ ...config, files: code })),
    ...svelte.configs.recommended,
    {
      files: ['**/*.svelte', '**/*.svelte.ts'],
      languageOptions: { parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.svelte'] } },
    },
    {
      // The pages live at the root of their origin, so links need no base path. State classes keep private
      // maps and dates that no view reads.
      rules: {
        'svelte/no-navigation-without-resolve': 'off',
        'svelte/no-unused-svelte-ignore': 'off',
        'svelte/prefer-svelte-reactivity': 'off',
      },
    },
    {
      files: code,
      plugins: { house: { rules: { 'telling-names': tellingNames } } },
      rules: {
        '@typescript-eslint/no-explicit-any': 'error',
        '@typescript-eslint/no-non-null-assertion': 'error',
        '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
        '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
        eqeqeq: 'error',
        'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
        'no-restricted-syntax': ['error', syntax.barrel, syntax.defaultExport],
        'max-lines': ['error', { max: 400 }],
        'house/telling-names': 'error',
      },
    },
    {
      files: ['**/*.svelte'],
      rules: {
        'max-lines': ['error', { max: 250 }],
        // $props() may hold a bindable one, so Svelte code writes let for all.
        'prefer-const': 'off',
        'svelte/prefer-const': ['error', { destructuring: 'all', excludedRunes: ['$props', '$derived'] }],
      },
    },
    {
      // Tables of text, migrations and generated types are as long as they are.
      files: ['**/ja.ts', '**/en.ts', '**/*.generated.ts', 'packages/db/migrations/**'],
      rules: { 'max-lines': 'off' },
    },
    {
      files: [
        '**/*.config.ts',
        '**/*.config.js',
        '**/*.d.ts',
        'packages/db/migrations/**',
        'apps/server/src/*/index.ts',
      ],
      rules: { 'no-restricted-syntax': ['error', syntax.barrel] },
    },
    { files: code, ...importRules(root) },
    {
      files: ['apps/server/src/**', 'packages/*/src/**'],
      rules: {
        'no-console': 'error',
        'no-restricted-imports': ['error', { paths: [kysely, postgres] }],
        'no-restricted-properties': [
          'error',
          {
            object: 'process',
            property: 'env',
            message: 'Settings are read in apps/server/src/env.ts only.',
          },
        ],
      },
    },
    {
      files: [
        'apps/server/src/**/queries.ts',
        'apps/server/src/platform/**',
        'packages/db/**',
        '**/*.test.ts',
      ],
      rules: { 'no-restricted-imports': 'off' },
    },
    {
      files: ['packages/contract/src/**'],
      ignores: ['**/*.test.ts'],
      rules: {
        'no-restricted-imports': [
          'error',
          { patterns: [{ regex: '^(?!zod$|\\./)', message: 'The contract imports zod and itself only.' }] },
        ],
      },
    },
    {
      files: ['apps/server/src/**/*.ts', 'packages/*/src/**/*.ts', 'infra/**/*.ts', 'e2e/**/*.ts'],
      languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
      rules: {
        '@typescript-eslint/no-floating-promises': 'error',
        '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
        '@typescript-eslint/await-thenable': 'error',
        '@typescript-eslint/switch-exhaustiveness-check': 'error',
      },
    },
    { files: ['apps/server/src/env.ts', '**/*.test.ts'], rules: { 'no-restricted-properties': 'off' } },
    { files: ['**/*.js'], rules: { '@typescript-eslint/consistent-type-assertions': 'off' } },
  );
}
