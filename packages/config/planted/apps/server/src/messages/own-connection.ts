// found by: no-restricted-imports
import postgres from 'postgres';

export const connect = postgres;
