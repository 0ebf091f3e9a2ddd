import { readLists } from './queries.ts';

export const check = () => readLists();
