import { isKana, toHiragana } from './kana.ts';

/**
 * How the words in names of sections, posts and duties are read. Phone lists never give these readings,
 * and clerks type ぜいむ or zeimu all the same. One line per reading; words not listed are found by their kanji.
 */
const WORDS = `
そうむ総務 きかく企画 ざいせい財政 ぜいむ税務 かいけい会計 しみん市民 ちょうみん町民 そんみん村民 けんみん県民 くみん区民 じゅうみん住民
こくみん国民 けんこう健康 ふくし福祉 ほけん保険 ほけん保健 ねんきん年金 いりょう医療 かいご介護 こうれい高齢 こうれいしゃ高齢者
しょうがい障害 しょうがい障がい しょうがいしゃ障害者 こども子供 こども子ども こそだて子育て しえん支援 いくじ育児 ほいく保育 ほいくしょ保育所
ほいくえん保育園 ようちえん幼稚園 じどう児童 せいしょうねん青少年 がっこう学校 きょういく教育 いいんかい委員会
がくしゅう学習 しょうがい生涯 しゃかい社会 すぽーつスポーツ ぶんか文化 ぶんかざい文化財 としょかん図書館 こうみんかん公民館 きゅうしょく給食
さんぎょう産業 しょうこう商工 かんこう観光 のうりん農林 のうせい農政 のうぎょう農業 すいさん水産 りんぎょう林業 りんむ林務 こよう雇用 ろうどう労働
けんせつ建設 けんちく建築 どぼく土木 どうろ道路 かせん河川 とし都市 けいかく計画 せいび整備 かいはつ開発 じゅうたく住宅 こうえん公園 りょくち緑地
じょうげすいどう上下水道 じょうすいどう上水道 げすいどう下水道 すいどう水道 げすい下水 じょうすい上水 じょうすいじょう浄水場 しせつ施設 かんり管理
かんきょう環境 えいせい衛生 せいそう清掃 はいきぶつ廃棄物 ごみごみ せいかつ生活 しょうひ消費 きょうどう協働 じちかい自治会 じち自治 ちいき地域
ほうかつ包括 せんたー センター ぼうさい防災 きき危機 しょうぼう消防 けいび警備 きゅうきゅう救急 あんぜん安全 こうつう交通 こうほう広報 ひしょ秘書
こうちょう広聴 せいさく政策 すいしん推進 じょうほう情報 でじたる デジタル しすてむ システム とうけい統計 じんじ人事 しょくいん職員 きゅうよ給与
けんしゅう研修 ぎょうせい行政 かいかく改革 ほうせい法制 ほうむ法務 ぶんしょ文書 けいやく契約 けんさ検査 かんざい管財 ようど用度 さいむ債務 しさん資産
しさんぜい資産税 しみんぜい市民税 じゅうみんぜい住民税 こていしさんぜい固定資産税 ふか賦課 ちょうしゅう徴収 しゅうのう収納 のうぜい納税 たいのう滞納 せいり整理
とくそく督促 さいこく催告 ぶんのう分納 こうざ口座 ふりかえ振替 そうだん相談 まどぐち窓口 うけつけ受付 あんない案内 こせき戸籍 じゅうき住基
いんかん印鑑 しょうめい証明 とうろく登録 こうふ交付 しんせい申請 とどけで届出 きょうさい共済 ぎかい議会 じむきょく事務局 せんきょ選挙 かんさ監査
こうへい公平 のうぎょういいんかい農業委員会 びょういん病院 しんりょうじょ診療所 かんご看護 かんごし看護師 ほけんし保健師 ほいくし保育士 えいようし栄養士
ししょ支所 しゅっちょうじょ出張所 ほんちょう本庁 ほんしょ本所 ちょうしゃ庁舎 しちょう市長 ちょうちょう町長 そんちょう村長 ふくしちょう副市長 ふくちょうちょう副町長
きょういくちょう教育長 ぶちょう部長 かちょう課長 かかりちょう係長 じちょう次長 しつちょう室長 しょちょう所長 きょくちょう局長 かんちょう館長 えんちょう園長 こうちょう校長
しゅにん主任 しゅさ主査 しゅかん主幹 しゅじ主事 しゅじほ主事補 さんじ参事 ぎし技師 ぎかん技監 ほさ補佐 かちょうほさ課長補佐 せんもんいん専門員
かいけいねんど会計年度 にんよう任用 りじ理事 たんとう担当 ちーむ チーム ぐるーぷ グループ はん班 しつ室 きょく局 ぶ部 か課 かかり係 しょ署 じょ所 かん館 えん園
ていじゅう定住 いじゅう移住 こうりゅう交流 だんじょ男女 きょうどうさんかく共同参画 じんけん人権 こくさい国際 たぶんか多文化 ふるさと ふるさと のうぜいか納税課
よさん予算 けっさん決算 しきん資金 ざいさん財産 こうきょう公共 じぎょう事業 こうじ工事 せっけい設計 いじ維持 ほしゅう補修 ようち用地 ちせき地籍 ちょうさ調査
りよう利用 しようりょう使用料 りょうきん料金 てあて手当 じょせい助成 ほじょ補助 ほじょきん補助金 きゅうふ給付 せいかつほご生活保護 ほご保護 よぼう予防 せっしゅ接種
けんしん検診 けんしん健診 ぼし母子 どうぶつ動物 いぬ犬 とりひき取引 しょうてんがい商店街 きぎょう企業 ゆうち誘致 ちくさん畜産 ちょうじゅう鳥獣 のうち農地 こうち耕地
しゅくちょく宿直 でんわ電話 こうかん交換 うんてん運転 やま山 かわ川 て手 うみ海 まち町 まち街 むら村 し市 ちょう町 ひがし東 にし西 みなみ南 きた北 ちゅうおう中央
だいいち第一 だいに第二 だいさん第三 ちく地区 ぶんかん分館 ぶんしつ分室 かんりか管理課 ぜんちょう全庁 ぜんいん全員 いべんと イベント ねっとわーく ネットワーク
しょむ庶務 かてい家庭 かつどう活動 ぜい税 だんたい団体 きゅうよ給与 けいり経理 しどう指導 がくむ学務 しゅうがく就学 しょくいく食育 れきし歴史 はくぶつかん博物館 びじゅつかん美術館 すいえい水泳 たいいくかん体育館
じゅうみんひょう住民票 こせきとうほん戸籍謄本 とうほん謄本 しょうほん抄本 ひょう票 てんにゅう転入 てんしゅつ転出 てんきょ転居 しゅっしょう出生 しぼう死亡 こんいん婚姻
こくほ国保 こうき後期 けいじどうしゃ軽自動車 じどうしゃ自動車 のうふ納付 のうふしょ納付書 かんぷ還付 げんめん減免 しんこく申告 かくてい確定 こうじょ控除 かおく家屋 とち土地
ひょうか評価 とうき登記 あきや空き家 くじょう苦情 しゅうしゅう収集 ぼち墓地 かそう火葬 にゅうさつ入札 ほせい補正 じょうれい条例 こういん公印 こうかい公開 こじん個人
かいぎ会議 ぎあん議案 ぎじろく議事録 へんこう変更 きろく記録 うんえい運営 うんよう運用 たいさく対策 ちょうせい調整 れんらく連絡 けいかい警戒 くんれん訓練 ほうこく報告
`;

const READINGS = new Map<string, string>();
for (const line of WORDS.split(/\n/)) {
  for (const match of line.matchAll(/([\u3041-\u3096ー]+)\s?([^\s\u3041-\u3096][^\s]*|[\u3041-\u3096]+)/g)) {
    const [, kana = '', word = ''] = match;
    if (!READINGS.has(word)) READINGS.set(word, kana);
  }
}
const LONGEST = Math.max(...Array.from(READINGS.keys(), (word) => word.length));

/** One word of a name and how it is read. */
export interface ReadWord {
  kana: string;
  from: number;
  to: number;
}

/** The runs of words in the text whose reading is known, each run without a hole. */
export function officeReadings(text: string): ReadWord[][] {
  const runs: ReadWord[][] = [];
  let run: ReadWord[] = [];
  let at = 0;
  while (at < text.length) {
    const word = wordAt(text, at);
    if (word) {
      run.push(word);
      at = word.to;
      continue;
    }
    if (!/^[\s・･]/.test(text.charAt(at)) && run.length > 0) {
      runs.push(run);
      run = [];
    }
    at += 1;
  }
  if (run.length > 0) runs.push(run);
  return runs;
}

function wordAt(text: string, from: number): ReadWord | undefined {
  for (let length = Math.min(LONGEST, text.length - from); length > 0; length--) {
    const kana = READINGS.get(text.slice(from, from + length));
    // 係 alone is read かかり, after a word がかり.
    if (kana === 'かかり' && from > 0 && !/\s/.test(text.charAt(from - 1)))
      return { kana: 'がかり', from, to: from + length };
    if (kana) return { kana, from, to: from + length };
  }
  let to = from;
  while (to < text.length && (isKana(text.charAt(to)) || (to > from && text.charAt(to) === 'ー'))) to += 1;
  return to > from ? { kana: toHiragana(text.slice(from, to)), from, to } : undefined;
}
