import './mend-postgres.ts';

/** postgres.js, with its faults mended: a plain import would be read before the mend is in place. */
export const { default: postgres } = await import('postgres');
