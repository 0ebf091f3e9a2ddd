// Built from the decoder of the platform, so that what we write is what we read, 外字 included.
let table: Map<string, readonly number[]> | undefined;

// Characters that Windows and others place on the same code.
const ALIKE = new Map([
  ['〜', '～'],
  ['−', '－'],
  ['‖', '∥'],
  ['—', '―'],
  ['¢', '￠'],
  ['£', '￡'],
  ['¬', '￢'],
  ['¥', '\\'],
  ['\u00a0', ' '],
]);

/** The bytes of a text in CP932, and the characters that it has no code for (written as 〓). */
export function encodeCp932(text: string): { bytes: Uint8Array; lost: string[] } {
  table ??= makeTable();
  const bytes: number[] = [];
  const lost = new Set<string>();
  for (const character of text) {
    const code = table.get(ALIKE.get(character) ?? character);
    if (!code) lost.add(character);
    for (const byte of code ?? [0x81, 0xac]) bytes.push(byte);
  }
  return { bytes: Uint8Array.from(bytes), lost: [...lost] };
}

function makeTable(): Map<string, readonly number[]> {
  const decoder = new TextDecoder('shift_jis');
  const codes = new Map<string, readonly number[]>();
  const add = (...code: number[]) => {
    const character = decoder.decode(Uint8Array.from(code));
    if (character !== '\ufffd' && Array.from(character).length === 1 && !codes.has(character))
      codes.set(character, code);
  };
  for (let one = 0; one < 0x80; one++) add(one);
  for (let one = 0xa1; one <= 0xdf; one++) add(one);
  for (let lead = 0x81; lead <= 0xfc; lead++) {
    // Windows writes 髙 and its like by IBM's codes (FA-FC), not by NEC's copy of them (ED, EE).
    if ((lead > 0x9f && lead < 0xe0) || lead === 0xed || lead === 0xee) continue;
    for (let trail = 0x40; trail <= 0xfc; trail++) if (trail !== 0x7f) add(lead, trail);
  }
  return codes;
}
