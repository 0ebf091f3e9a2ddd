// found by: no-restricted-syntax
export * from './policy.ts';
