import { warekiYear } from '@engawa/text/wareki';

const day = (iso: string) => `${warekiYear(iso)}${Number(iso.slice(5, 7))}月${Number(iso.slice(8))}日`;

export const redactions = {
  title: 'この発言を伏せますか',
  tell: '本文は、履歴・引用・お知らせからも消えます。元には戻せません。原文は、公文書の担当だけが、保存期間の終わりまで読めます。',
  written: (name: string, when: string) => `${name}さんの発言（${when}）`,
  reason: '伏せる理由',
  reasonHint: '例: 市民の住所が書かれていたため。記録に残ります。',
  term: '原文の保存期間',
  years: (count: number) => `${count}年`,
  done: '伏せました',

  lead: '出してはいけない発言を伏せ、原文を保存期間の終わりまで保管します。原文を開くと、だれがいつ読んだかが記録に残ります。',
  link: '発言のリンク',
  linkHint: '発言の「リンクをコピー」で写したものを、ここに貼ってください。',
  find: 'さがす',
  notALink: 'Engawaの発言のリンクではありません。発言の「リンクをコピー」で写し直してください。',
  already: 'この発言は、もう伏せてあります。',
  none: '伏せた発言はまだありません。',
  direct: '個人あて',
  writtenAt: '書かれた日時',
  channel: 'チャンネル',
  author: '書いた人',
  redactedAt: '伏せた日時',
  redactedBy: '伏せた人',
  until: '保存期間',
  untilDay: (iso: string) => `${day(iso)}まで`,
  openOriginal: '原文を開く',
  original: '伏せた発言の原文',
  originalTell: 'いま開いたことを、記録に残しました。',
  earlier: '直す前の文',
  more: 'つづきを読む',
};
