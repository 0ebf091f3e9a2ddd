import { houseRules } from '@engawa/config/eslint.ts';

export default houseRules(import.meta.dirname);
