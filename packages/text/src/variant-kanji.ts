/**
 * Kanji that a register tells apart and a searching person does not: each group is one line of the
 * table, the form to fold to first, its variants after it.
 *
 * Sources: the old forms (康熙字典体) beside the 常用漢字表 of 2010 and the 人名用漢字表; the NEC and IBM
 * extensions of CP932 that city files carry (髙 﨑 德 濵); the commonest variants in the family register.
 * Not in the table: compatibility ideographs and Kangxi radicals, which NFKC folds by itself, variation
 * sequences (IVS), whose selector is dropped, and pairs that are different names (畑/畠, 坂/阪, 堀/掘).
 */
const OLD_FORMS = `
亜亞 悪惡 圧壓 囲圍 医醫 為爲 壱壹弌 隠隱 栄榮 営營 衛衞 駅驛 円圓 塩鹽 縁緣 艶艷 応應 欧歐 殴毆 桜櫻 奥奧
横橫 温溫 穏穩 仮假 価價 画畫 会會㑹 絵繪 壊壞 懐懷 拡擴 殻殼 覚覺 学學斈 岳嶽 楽樂 缶罐 巻卷 陥陷 勧勸 寛寬
関關 歓歡 観觀 気氣 帰歸 偽僞 戯戲 犠犧 旧舊 拠據 挙擧 虚虛 峡峽 挟挾 狭狹 教敎 強强 郷鄕鄉 暁曉 区區 駆驅
勲勳勛 薫薰 径徑 茎莖 恵惠 掲揭 渓溪 経經 蛍螢 軽輕 継繼 鶏鷄 芸藝 撃擊 欠缺 研硏 県縣 倹儉 剣劍劔劒剱釼 険險
圏圈 検檢 献獻 権權 顕顯 験驗 厳嚴 戸戶 呉吳 娯娛 広廣 効效 恒恆 黄黃 鉱鑛砿 号號 国國圀囯 黒黑 砕碎 済濟 剤劑
歳歲 雑雜 参參 桟棧 蚕蠶 惨慘 産產 賛贊 残殘 糸絲 歯齒 児兒 辞辭 湿濕 実實 写寫 釈釋 寿壽 収收 従從 渋澁澀
獣獸 縦縱 粛肅 処處 叙敍敘 尚尙 将將 称稱 渉涉 焼燒 証證 奨奬獎 条條 状狀 乗乘 浄淨 剰剩 畳疊 縄繩 壌壤 嬢孃
譲讓 醸釀 触觸 嘱囑 真眞 寝寢 慎愼 尽盡 図圖 粋粹 酔醉 穂穗 随隨 髄髓 枢樞 数數 瀬瀨 声聲 青靑 清淸 静靜
窃竊 摂攝 説說 専專 浅淺 戦戰 践踐 銭錢 潜潛 繊纖 禅禪 双雙 壮壯 争爭 荘莊 捜搜 挿插揷 巣巢 曽曾 痩瘦 装裝
総總 騒騷 蔵藏 臓臟 即卽 属屬 続續 堕墮 対對 体體 帯帶 滞滯 台臺 滝瀧 択擇 沢澤 脱脫 担擔 単單 胆膽 団團
断斷 弾彈 遅遲 痴癡 虫蟲 昼晝 鋳鑄 庁廳 徴徵 聴聽 勅敕 鎮鎭 逓遞 鉄鐵鐡銕 点點 転轉 伝傳 灯燈 当當 党黨 盗盜
稲稻 闘鬪鬭 徳德悳 独獨 読讀 届屆 弐貳貮 悩惱 脳腦 覇霸 拝拜 廃廢 売賣 麦麥 発發 髪髮 抜拔 蛮蠻 秘祕 瓶甁
払拂 仏佛 併倂 並竝 餅餠 変變 歩步 宝寶寳 豊豐 褒襃 翻飜 毎每 万萬 満滿 麺麵 黙默 訳譯 薬藥 与與 予豫 余餘
誉譽 揺搖 様樣 謡謠 来來 頼賴 乱亂 覧覽 竜龍 両兩 猟獵 緑綠 涙淚泪 塁壘 礼禮 励勵 戻戾 霊靈 齢齡 暦曆 歴歷
恋戀 炉爐 労勞 郎郞 楼樓 録錄 錬鍊 湾灣 弁辨瓣辯辧 税稅 閲閱 悦悅 鋭銳 飲飮 顔顏 既旣 緒緖 姫姬 姉姊 彦彥
剥剝 填塡 頬頰 叱𠮟 嗅齅 蝉蟬 隣鄰 群羣 略畧 回囘 年秊 草艸 奇竒 宜冝 達逹 場塲 村邨 野埜 船舩 園薗 館舘
`;

const NAME_FORMS = `
増增 内內 晩晚 顛顚 概槪 絶絕 渇渴 窓窗窻 査查 啓啟 冊册 賢贒 曹曺 杉杦 欅﨔 哲喆 告吿 呂吕 荊荆 風凬 兌兊 妍姸
高髙 崎﨑碕嵜㟢 辺邊邉 浜濱濵 斉齊斎齋斊亝 島嶋嶌嶹㠀 吉𠮷 土圡 柳栁桺 桑桒 富冨 峰峯 槙槇 鶴靏靍靎 亀龜
籠篭 桧檜 蛎蠣 薮藪籔 桝枡 渕淵渊 涌湧 祢禰 穣穰 芦蘆 裏裡 諌諫 迩邇 遥遙 鴎鷗 鴬鶯 鯵鰺 麹麴 壷壺 卯夘
尭堯 巌巖 昂昻 晃晄 昇曻 松枩 柏栢 橋𣘺槗 猪豬 竃竈 聡聰 蘇蘓 穎頴 凛凜 涼凉 弥彌 厩廏廐 本夲 涛濤
熙煕凞 瑶瑤 皐皋臯 翠翆 醤醬 騨驒 秋穐龝 晋晉 皓晧 炯烱 莱萊 讃讚 躯軀 靭靱 麩麸 呑吞 嘘噓 噛嚙 嚢囊 屏屛
屡屢 并幷 掴摑 掻搔 溌潑 涜瀆 焔焰 箪簞 繋繫 繍繡 萌萠 蒋蔣 蝋蠟 醗醱 鹸鹼 侭儘 倶俱 侠俠 梅楳 爾尓 弘弖
間閒 角⻆ 長镸⻑ 西⻄ 鬼⻤ 虎乕⻁ 兎兔 埒埓 梼檮 栖棲 礪砺 祷禱 箸筯
藁稾 蕊蘂 賎賤 鉤鈎 鑑鑒 雁鴈 雛鶵 頚頸 鼠鼡 嵯嵳 庵菴 廻迴 惣摠
憩憇 撹攪 晒曬 杯盃 杰傑 柿杮 樫橿 嘆歎 氷冰 溯遡 煙烟 狸貍 珍珎 盖蓋 禄祿
`;

/** The groups as they stand in the table: the form to fold to, then its variants. */
export const variantGroups: readonly (readonly string[])[] = `${OLD_FORMS} ${NAME_FORMS}`
  .split(/\s+/)
  .filter(Boolean)
  .map((group) => Array.from(group));

/** Variant kanji to the form that is folded to (髙 -> 高). */
export const foldedKanji: ReadonlyMap<string, string> = new Map(
  variantGroups.flatMap(([kept = '', ...variants]) => variants.map((variant) => [variant, kept] as const)),
);
