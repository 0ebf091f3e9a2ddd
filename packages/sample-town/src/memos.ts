import type { Clerk } from './roster.ts';

/** A phone memo of the sample town, its times told in minutes before the town is filled. */
export interface TownMemo {
  /** Who wants something, or who took the call from outside. */
  fromStaffNo: string;
  caller?: { name: string; organisation: string; number: string };
  to: { staffNo: string } | { sectionPath: string };
  ask: 'called' | 'call_back' | 'calls_again';
  urgent?: boolean;
  subject: string;
  note: string;
  ago: number;
  closed?: { byStaffNo: string; ago: number; result: string };
}

const day = 24 * 60;

/** The memos of 収納係, whose clerk and head the printed accounts are. */
export function townMemos(clerks: readonly Clerk[]): TownMemo[] {
  const at = (unit: string, title?: string) => {
    const found = clerks.find(
      (clerk) => clerk.section.endsWith(unit) && (title === undefined || clerk.title === title),
    );
    if (!found) throw new Error(`nobody of ${unit} in the sample town`);
    return found;
  };
  const clerk = at('収納係', '主任');
  const head = at('収納係', '係長');
  const ours = { sectionPath: clerk.section };
  const mine = { staffNo: clerk.staffNo };
  const heads = { staffNo: head.staffNo };
  const window = at('窓口係').staffNo;
  const assets = at('資産税係').staffNo;
  const general = at('総務課').staffNo;
  const accounts = at('会計課').staffNo;
  const systems = at('情報政策課').staffNo;
  return [
    {
      fromStaffNo: window,
      to: mine,
      ask: 'call_back',
      urgent: true,
      subject: '納税証明書の件',
      note: '先週納めた分がまだ反映されていないとのこと。領収書をお持ちです。お客様は1番窓口でお待ちです。',
      ago: 11,
    },
    {
      fromStaffNo: assets,
      to: mine,
      ask: 'call_back',
      subject: '充当先の確認',
      note: '固定資産税の還付の充当先を確かめたいです。',
      ago: 95,
    },
    {
      fromStaffNo: head.staffNo,
      caller: { name: '北川 正之', organisation: '北川製作所', number: '0767-55-0142' },
      to: mine,
      ask: 'call_back',
      subject: '分納の相談',
      note: '第4期を2回に分けたいとのこと。15時までは事務所にいるそうです。',
      ago: 40,
    },
    {
      fromStaffNo: general,
      to: ours,
      ask: 'call_back',
      subject: '年末の当番表のこと',
      note: '29日と30日の当番を、係で1人ずつ決めてください。',
      ago: 180,
    },
    {
      fromStaffNo: window,
      caller: { name: '谷口', organisation: '', number: '090-0000-0187' },
      to: ours,
      ask: 'calls_again',
      subject: '口座振替の申込書',
      note: '書き方をききたいとのこと。夕方にまた電話するそうです。',
      ago: 65,
    },
    {
      fromStaffNo: clerk.staffNo,
      to: { staffNo: accounts },
      ask: 'call_back',
      subject: '口座の組戻し',
      note: '11月17日の分です。急ぎません。',
      ago: 130,
    },
    {
      fromStaffNo: clerk.staffNo,
      caller: { name: '木下 美代子', organisation: '木下商店', number: '0767-55-0277' },
      to: { sectionPath: at('資産税係').section },
      ask: 'call_back',
      subject: '償却資産の申告',
      note: '申告書が届いていないとのこと。',
      ago: 30,
    },
    {
      fromStaffNo: accounts,
      to: mine,
      ask: 'call_back',
      subject: '日計表の数字',
      note: '窓口の合計が合いません。',
      ago: day + 200,
      closed: {
        byStaffNo: clerk.staffNo,
        ago: day + 150,
        result: '過誤納の1件が抜けていました。直しました。',
      },
    },
    {
      fromStaffNo: window,
      to: mine,
      ask: 'call_back',
      subject: '納付書の再発行',
      note: '3期分。郵送でよいとのこと。',
      ago: 3 * day + 60,
      closed: { byStaffNo: clerk.staffNo, ago: 3 * day, result: '本日発送しました。' },
    },
    {
      fromStaffNo: systems,
      to: heads,
      ask: 'called',
      subject: '端末の入れ替え日',
      note: '収納係は12月2日の午前です。',
      ago: 2 * day + 90,
      closed: { byStaffNo: head.staffNo, ago: 2 * day + 30, result: '係に知らせました。' },
    },
    {
      fromStaffNo: general,
      to: heads,
      ask: 'call_back',
      urgent: true,
      subject: '議会の資料',
      note: '収納率の表を、きょう中に差し替えたいです。',
      ago: 20,
    },
  ];
}
