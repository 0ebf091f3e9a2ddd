import type { Rule } from 'eslint';
import { basename, dirname } from 'node:path';

const vague = /^(utils?|helpers?|types?|common|misc|shared|constants)\.(ts|js|svelte)/i;

/** Refuses file names that do not tell what is inside, and barrels. */
export const tellingNames: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      vague: 'The name "{{name}}" does not tell what is inside. Name what the file holds.',
      barrel: 'Only a room has an index.ts: its plugin. Import from the file that holds the thing.',
    },
  },
  create(context) {
    return {
      Program(node) {
        const name = basename(context.filename);
        if (vague.test(name)) context.report({ node, messageId: 'vague', data: { name } });
        const ofRoom = basename(dirname(dirname(context.filename))) === 'src';
        if (/^index\.(ts|js)$/.test(name) && !ofRoom) context.report({ node, messageId: 'barrel' });
      },
    };
  },
};
