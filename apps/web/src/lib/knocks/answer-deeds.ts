import IconPhone from '@tabler/icons-svelte-runes/icons/phone';
import IconPhoneIncoming from '@tabler/icons-svelte-runes/icons/phone-incoming';
import type { Knock, KnockAnswer } from '@engawa/contract/knocks';
import { t } from '#lib/text/knocks.ts';
import type { Glyph } from '#lib/ui/glyph.ts';

/** An answer as a button; the first of them stands out. */
export type AnswerDeed = { answer: KnockAnswer; label: string; icon?: Glyph };

const asking: readonly AnswerDeed[] = [
  { answer: 'now', label: t.answers.now, icon: IconPhone },
  ...(['in-five', 'in-thirty', 'not-today', 'by-chat'] as const).map((answer) => ({
    answer,
    label: t.answers[answer],
  })),
];

/** What can be answered, in the order of the keys Alt+1 and on. */
export function answerDeeds({ caller }: Knock, extension: string): readonly AnswerDeed[] {
  if (!caller) return asking;
  const here = extension ? t.putThroughTo(extension) : t.answers['put-through'];
  return [
    { answer: 'put-through', label: here, icon: IconPhoneIncoming },
    { answer: 'calls-back', label: t.answers['calls-back'] },
    { answer: 'takes-it', label: t.answers['takes-it'] },
  ];
}
